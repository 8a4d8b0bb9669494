export const slots = ['documentFront', 'documentBack', 'selfie'] as const;
export type Slot = (typeof slots)[number];

export interface ChosenPicture {
  readonly file: Blob;
  /** What the command line would name. */
  readonly path: string;
  readonly kind: 'photo' | 'video';
  /** Of this page, until it is revoked. */
  readonly url: string;
}

export type ChosenPictures = Partial<Record<Slot, ChosenPicture>>;

export const choose = (file: Blob, path: string): ChosenPicture => ({
  file,
  path,
  kind: file.type.startsWith('video/') ? 'video' : 'photo',
  url: URL.createObjectURL(file),
});

/** Why a file is not taken, in words; null: it is. The server looks at its bytes, this at its size alone. */
export function refusalOf(
  picture: ChosenPicture,
  slot: Slot,
  limits: { readonly photo: number; readonly video: number },
): string | null {
  if (picture.kind === 'video' && slot !== 'selfie') return 'A document has to be a picture, not a film.';
  const limit = picture.kind === 'video' ? limits.video : limits.photo;
  if (picture.file.size <= limit) return null;
  const mega = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MB`;
  return `This file has ${mega(picture.file.size)}; at most ${mega(limit)} are taken.`;
}
