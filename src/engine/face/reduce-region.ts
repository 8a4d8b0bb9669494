import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Whole pixels of a picture, from `left` and `top` up to but without `right` and `bottom`. */
export interface PixelRegion {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Means over blocks of `factor` × `factor` pixels of the region; blocks at its right and lower edge may be smaller. */
export function reduceRegion(image: RgbImage, { left, top, right, bottom }: PixelRegion, factor: number): RgbImage {
  const width = Math.ceil((right - left) / factor);
  const height = Math.ceil((bottom - top) / factor);
  const data = new Uint8Array(width * height * 3);
  const sums = new Uint32Array(width * 3);
  const source = image.data;
  for (let row = 0; row < height; row++) {
    const firstY = top + row * factor;
    const endY = Math.min(firstY + factor, bottom);
    sums.fill(0);
    for (let y = firstY; y < endY; y++) {
      let from = (y * image.width + left) * 3;
      let x = left;
      for (let column = 0; column < sums.length; column += 3) {
        const endX = Math.min(x + factor, right);
        let red = 0;
        let green = 0;
        let blue = 0;
        for (; x < endX; x++) {
          red += source[from]!;
          green += source[from + 1]!;
          blue += source[from + 2]!;
          from += 3;
        }
        sums[column]! += red;
        sums[column + 1]! += green;
        sums[column + 2]! += blue;
      }
    }
    writeMeans(sums, data, row * width * 3, endY - firstY, factor, right - left);
  }
  return { width, height, data };
}

function writeMeans(
  sums: Uint32Array,
  data: Uint8Array,
  to: number,
  rows: number,
  factor: number,
  regionWidth: number,
): void {
  const last = sums.length - 3;
  const lastColumns = regionWidth - (last / 3) * factor;
  for (let i = 0; i < sums.length; i++) {
    const count = rows * (i < last ? factor : lastColumns);
    data[to + i] = Math.floor(sums[i]! / count + 0.5);
  }
}
