import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Whole pixels of a picture, from `left` and `top` up to but without `right` and `bottom`. */
export interface PixelRegion {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * Means over blocks of `factor` × `factor` pixels of the region; blocks at its right and lower edge may be smaller.
 * `rowStep` 2 takes every second row of a block only.
 */
export function reduceRegion(
  image: RgbImage,
  { left, top, right, bottom }: PixelRegion,
  factor: number,
  rowStep: 1 | 2 = 1,
): RgbImage {
  const width = Math.ceil((right - left) / factor);
  const height = Math.ceil((bottom - top) / factor);
  const data = new Uint8Array(width * height * 3);
  const source = image.data;
  const stride = image.width * 3;
  let to = 0;
  for (let row = 0; row < height; row++) {
    const firstY = top + row * factor;
    const endY = Math.min(firstY + factor, bottom);
    for (let column = 0; column < width; column++) {
      const firstX = left + column * factor;
      const columns = Math.min(factor, right - firstX);
      let red = 0;
      let green = 0;
      let blue = 0;
      let count = 0;
      for (let y = firstY; y < endY; y += rowStep) {
        let from = y * stride + firstX * 3;
        for (let x = 0; x < columns; x++) {
          red += source[from]!;
          green += source[from + 1]!;
          blue += source[from + 2]!;
          from += 3;
        }
        count += columns;
      }
      data[to] = red / count + 0.5;
      data[to + 1] = green / count + 0.5;
      data[to + 2] = blue / count + 0.5;
      to += 3;
    }
  }
  return { width, height, data };
}
