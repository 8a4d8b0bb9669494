import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** The part of the picture inside `box`, rounded to whole pixels and clipped to the picture; at least one pixel. */
export function crop(image: RgbImage, box: Box): RgbImage {
  const left = Math.min(image.width - 1, Math.max(0, Math.round(box.x)));
  const top = Math.min(image.height - 1, Math.max(0, Math.round(box.y)));
  const right = Math.min(image.width, Math.max(left + 1, Math.round(box.x + box.width)));
  const bottom = Math.min(image.height, Math.max(top + 1, Math.round(box.y + box.height)));
  const width = right - left;
  const height = bottom - top;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
}
