import type { RgbImage } from '#engine/decode/rgb-image.js';
import { lumaOf } from '#engine/image/luma.js';
import { thumbnailSide } from '#engine/liveness/active/face-look.js';

/** The whole frame as a square of `thumbnailSide` pixels: the mean luma of each part. */
export function squareOfFrame({ data, width, height }: RgbImage): Uint8Array {
  const sums = new Float64Array(thumbnailSide ** 2);
  const counts = new Uint32Array(thumbnailSide ** 2);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * thumbnailSide) / height) * thumbnailSide;
    for (let x = 0; x < width; x++) {
      const at = row + Math.floor((x * thumbnailSide) / width);
      const i = 3 * (y * width + x);
      sums[at]! += lumaOf(data[i]!, data[i + 1]!, data[i + 2]!);
      counts[at]! += 1;
    }
  }
  return Uint8Array.from(sums, (sum, at) => (counts[at]! > 0 ? sum / counts[at]! : 0));
}
