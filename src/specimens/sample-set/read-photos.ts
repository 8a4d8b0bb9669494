import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/**
 * Decodes each of the named photos once, whole. Throws when one is missing or broken: they belong to an installed
 * package.
 */
export async function readPhotos(
  directory: string,
  wanted: readonly { readonly file: string }[],
): Promise<ReadonlyMap<string, RgbImage>> {
  const photos = new Map<string, RgbImage>();
  for (const { file } of wanted) {
    if (photos.has(file)) continue;
    const opened = await openImage(await readFile(path.join(directory, file)));
    if (!opened.ok) throw new Error(`the sample photo ${file} cannot be decoded: ${opened.failure.code}`);
    photos.set(file, await opened.value.full());
  }
  return photos;
}
