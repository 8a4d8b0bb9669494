export const slots = ['documentFront', 'documentBack', 'selfie'] as const;
export type Slot = (typeof slots)[number];

type PictureKind = 'photo' | 'video';

export interface ChosenPicture {
  readonly file: Blob;
  /** What the command line would name. */
  readonly path: string;
  readonly kind: PictureKind;
  /** Of this page, until it is revoked: `release`. */
  readonly url: string;
}

export type ChosenPictures = Partial<Record<Slot, ChosenPicture>>;

export const choose = (file: Blob, path: string): ChosenPicture => ({
  file,
  path,
  kind: kindOf(file),
  url: URL.createObjectURL(file),
});

const kindOf = (file: Blob): PictureKind => (file.type.startsWith('video/') ? 'video' : 'photo');

/** Lets go of the files of pictures that were held `before` and are `now` no longer; the page would keep them until it is closed. */
export function release(before: readonly ChosenPicture[], now: readonly ChosenPicture[]): void {
  for (const picture of before) if (!now.includes(picture)) URL.revokeObjectURL(picture.url);
}

/** Why a file is not taken, in words; null: it is. The server looks at its bytes, this at its size alone. */
export function refusalOf(
  file: Blob,
  slot: Slot,
  limits: { readonly photo: number; readonly video: number },
): string | null {
  const kind = kindOf(file);
  if (kind === 'video' && slot !== 'selfie') return 'A document has to be a picture, not a film.';
  const limit = kind === 'video' ? limits.video : limits.photo;
  if (file.size <= limit) return null;
  const mega = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  return `This file has ${mega(file.size)}; at most ${mega(limit)} are taken.`;
}
