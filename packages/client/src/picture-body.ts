/** The bytes of a picture, or a text: base64, a data URL, or the key of an upload. */
export type Picture = Blob | Uint8Array | string;

/**
 * JSON where every picture is a text, else a form, which sends bytes as they are. What is undefined is left out.
 * `pictures` and `fields`: by the names that the call has for them.
 */
export function pictureBody(
  pictures: Readonly<Record<string, Picture | undefined>>,
  fields: object,
): FormData | Record<string, unknown> {
  const given = Object.entries(pictures).flatMap(([name, picture]) =>
    picture === undefined ? [] : [{ name, picture }],
  );
  if (given.every(({ picture }) => typeof picture === 'string')) return { ...pictures, ...fields };
  const form = new FormData();
  for (const { name, picture } of given) {
    // A text has no file name: by that the server tells it from a file.
    if (typeof picture === 'string') form.append(name, picture);
    else form.append(name, toBlob(picture), name);
  }
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    if (value !== undefined) form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}

/** Bytes are copied: a view may lie in memory that is shared. */
export const toBlob = (bytes: Blob | Uint8Array, type?: string): Blob =>
  bytes instanceof Blob ? bytes : new Blob([Uint8Array.from(bytes)], type === undefined ? {} : { type });
