import { fail, ok, type Outcome } from '#domain/outcome.js';
import { decodePictureText, isDataUrl } from '#http/uploads/picture-text.js';
import type { Owner } from '#ports/records.js';
import type { Uploads } from '#services/files/uploads.js';
import { pictureLimitBytes, type UploadedPicture } from '#services/uploaded-picture.js';

/** Where a picture or video of a call comes from. */
export type PictureSource =
  | { readonly kind: 'picture'; readonly picture: UploadedPicture }
  /** An earlier upload; read only once the call is executed. */
  | { readonly kind: 'upload'; readonly key: string };

const longestKeyCharacters = 200;

/**
 * What a string says: base64, base64url, a data URL, or the key of an upload. A key has a dot, which is in no base64
 * alphabet (rulings.md, "deepidv"). Null: none of these.
 */
export function sourceOfText(text: string, limitBytes = pictureLimitBytes): PictureSource | null {
  if (!isDataUrl(text) && text.includes('.')) return { kind: 'upload', key: text.trim() };
  const decoded = decodePictureText(text, limitBytes);
  return decoded.status === 'malformed' ? null : { kind: 'picture', picture: decoded };
}

/** A part of a form. Bytes of a picture are one, file name or not; a file is never read as a text: it may come from anybody. */
export function sourceOfPart(
  part: UploadedPicture,
  {
    isText,
    isPicture,
    limitBytes = pictureLimitBytes,
  }: {
    readonly isText: boolean;
    readonly isPicture: (bytes: Uint8Array) => boolean;
    readonly limitBytes?: number;
  },
): PictureSource | null {
  if (part.status === 'missing') return { kind: 'picture', picture: part };
  if (part.status === 'too-large') return { kind: 'picture', picture: isText ? decodedHead(part, isPicture) : part };
  if (!isText || isPicture(part.bytes)) return { kind: 'picture', picture: withinLimit(part.bytes, limitBytes) };
  return sourceOfText(Buffer.from(part.bytes).toString('latin1'), limitBytes);
}

/** Parts may be longer than pictures, for base64 is. */
const withinLimit = (bytes: Uint8Array, limitBytes: number): UploadedPicture =>
  bytes.length > limitBytes ? { status: 'too-large', head: bytes.slice(0, 512) } : { status: 'complete', bytes };

/** The head of a text that is too long, as the bytes that tell its format. */
function decodedHead(
  { head }: UploadedPicture & { readonly status: 'too-large' },
  isPicture: (bytes: Uint8Array) => boolean,
): UploadedPicture {
  if (isPicture(head)) return { status: 'too-large', head };
  const text = Buffer.from(head).toString('latin1');
  return { status: 'too-large', head: Buffer.from(isDataUrl(text) ? text.slice(text.indexOf(',')) : text, 'base64') };
}

/** The pictures themselves. Failure `upload-forbidden`. */
export async function resolveSources<Name extends string>(
  sources: Readonly<Record<Name, PictureSource>>,
  {
    owner,
    uploads,
    limitBytes = {},
  }: {
    readonly owner: Owner;
    readonly uploads: Pick<Uploads, 'read'>;
    /** Where one may be longer than a photo. */
    readonly limitBytes?: Partial<Record<Name, number>>;
  },
): Promise<Outcome<Record<Name, UploadedPicture>>> {
  const pictures: Partial<Record<Name, UploadedPicture>> = {};
  for (const name of Object.keys(sources) as Name[]) {
    // Object.keys loses the key type
    const source = sources[name];
    if (source.kind === 'picture') {
      pictures[name] = source.picture;
      continue;
    }
    if (source.key.length > longestKeyCharacters) return fail({ code: 'upload-forbidden' });
    const upload = await uploads.read(owner, source.key);
    if (!upload.ok) return upload;
    pictures[name] = withinLimit(upload.value, limitBytes[name] ?? pictureLimitBytes);
  }
  return ok(pictures as Record<Name, UploadedPicture>); // one for each name
}

/** The keys of uploads that a call uses. */
export const uploadKeys = (sources: Readonly<Record<string, PictureSource>>): string[] =>
  Object.values(sources).flatMap((source) => (source.kind === 'upload' ? [source.key] : []));
