import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Less than this is not worth decoding the picture again. */
const leastEnlargement = 1.2;

/**
 * A copy of the picture about `enlargement` times as large as the working copy, as far as the picture has the pixels; the
 * working copy itself where that is hardly larger. Sizes go in steps of √2, so that what wants similar ones shares a copy.
 */
export async function enlargedCopy(picture: ImageSource, working: RgbImage, enlargement: number): Promise<RgbImage> {
  const longer = Math.max(working.width, working.height);
  const possible = Math.max(picture.width, picture.height) / longer;
  if (Math.min(enlargement, possible) < leastEnlargement) return working;
  const step = 2 ** (Math.ceil(2 * Math.log2(enlargement)) / 2);
  return picture.resized(Math.round(Math.min(step, possible) * longer));
}
