import type { Homography } from '#engine/image/homography.js';
import type { Luminance } from '#engine/image/luminance.js';

/**
 * The picture as seen through `outputToInput` (continuous coordinates, see homography.ts), bilinear. What lies outside is
 * white, as the quiet zone around a barcode is. Made for scales near 1:1: it does not average where the map shrinks.
 */
export function warpLuminance(image: Luminance, outputToInput: Homography, width: number, height: number): Luminance {
  const data = new Uint8Array(width * height).fill(255);
  const [a, b, c, d, e, f, g, h, i] = outputToInput;
  const [lastX, lastY, stride] = [image.width - 1, image.height - 1, image.width];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [px, py] = [x + 0.5, y + 0.5];
      const w = g * px + h * py + i;
      const u = (a * px + b * py + c) / w - 0.5;
      const v = (d * px + e * py + f) / w - 0.5;
      // Also false for NaN: w may be 0.
      if (!(u >= 0 && v >= 0 && u < lastX && v < lastY)) continue;
      const left = Math.floor(u);
      const top = Math.floor(v);
      const [fx, fy] = [u - left, v - top];
      const from = top * stride + left;
      const upper = image.data[from]! * (1 - fx) + image.data[from + 1]! * fx;
      const lower = image.data[from + stride]! * (1 - fx) + image.data[from + stride + 1]! * fx;
      data[at] = Math.round(upper * (1 - fy) + lower * fy);
    }
  }
  return { width, height, data, channels: 1 };
}
