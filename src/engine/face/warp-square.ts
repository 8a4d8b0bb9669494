import type { RgbImage } from '#engine/decode/rgb-image.js';
import { reduceRegion, type PixelRegion } from '#engine/face/reduce-region.js';
import { scaleOf, type Similarity } from '#engine/face/similarity.js';

/**
 * Above this many source pixels per target pixel each target pixel is the mean of 2 × 2 samples, so that nothing between
 * the samples is lost.
 */
const supersampleAbove = 1.2;

/**
 * Cuts a square out of a picture: `toImage` maps points of [0, side]² to points of the picture. Shrinking averages over
 * the area that a target pixel covers; enlarging interpolates linearly. Outside the picture is black.
 * Gives float RGB 0–255, row-major, side × side × 3.
 */
export function warpSquare(image: RgbImage, toImage: Similarity, side: number): Float32Array {
  const factor = Math.max(1, Math.floor(scaleOf(toImage)));
  if (factor === 1) return sample(image, toImage, side);
  const region = regionOf(image, toImage, side);
  const reduced = reduceRegion(image, region, factor);
  return sample(
    reduced,
    {
      a: toImage.a / factor,
      b: toImage.b / factor,
      tx: (toImage.tx - region.left) / factor,
      ty: (toImage.ty - region.top) / factor,
    },
    side,
  );
}

/** The part of the picture that the square covers, with a pixel to spare, in whole pixels; may be empty. */
function regionOf(image: RgbImage, { a, b, tx, ty }: Similarity, side: number): PixelRegion {
  const xs = [tx, tx + a * side, tx - b * side, tx + (a - b) * side];
  const ys = [ty, ty + b * side, ty + a * side, ty + (a + b) * side];
  const clamp = (value: number, max: number): number => Math.min(Math.max(Math.floor(value), 0), max);
  return {
    left: clamp(Math.min(...xs) - 1, image.width),
    top: clamp(Math.min(...ys) - 1, image.height),
    right: clamp(Math.max(...xs) + 2, image.width),
    bottom: clamp(Math.max(...ys) + 2, image.height),
  };
}

function sample(image: RgbImage, toImage: Similarity, side: number): Float32Array {
  const out = new Float32Array(side * side * 3);
  if (scaleOf(toImage) <= supersampleAbove) {
    addSamples(image, toImage, side, 0.5, 0.5, 1, out);
    return out;
  }
  for (const dy of [0.25, 0.75]) {
    for (const dx of [0.25, 0.75]) addSamples(image, toImage, side, dx, dy, 0.25, out);
  }
  return out;
}

/** Adds `weight` times the picture's value at each target pixel's position (x + dx, y + dy). */
function addSamples(
  image: RgbImage,
  { a, b, tx, ty }: Similarity,
  side: number,
  dx: number,
  dy: number,
  weight: number,
  out: Float32Array,
): void {
  const { width, height, data } = image;
  const stride = width * 3;
  let to = 0;
  for (let y = 0; y < side; y++) {
    // Half a pixel less: the value of pixel i belongs to position i + ½.
    const rowX = a * dx - b * (y + dy) + tx - 0.5;
    const rowY = b * dx + a * (y + dy) + ty - 0.5;
    for (let x = 0; x < side; x++, to += 3) {
      const sourceX = rowX + a * x;
      const sourceY = rowY + b * x;
      const x0 = Math.floor(sourceX);
      const y0 = Math.floor(sourceY);
      if (x0 < -1 || y0 < -1 || x0 >= width || y0 >= height) continue;
      const fx = sourceX - x0;
      const fy = sourceY - y0;
      // Corners beyond the edge are black: they weigh nothing.
      const left = x0 < 0 ? 0 : 1 - fx;
      const right = x0 + 1 >= width ? 0 : fx;
      const upper = (y0 < 0 ? 0 : 1 - fy) * weight;
      const lower = (y0 + 1 >= height ? 0 : fy) * weight;
      const i00 = Math.max(y0, 0) * stride + Math.max(x0, 0) * 3;
      const i01 = right === 0 || x0 < 0 ? i00 : i00 + 3;
      const down = lower === 0 || y0 < 0 ? 0 : stride;
      const w00 = left * upper;
      const w01 = right * upper;
      const w10 = left * lower;
      const w11 = right * lower;
      out[to]! += w00 * data[i00]! + w01 * data[i01]! + w10 * data[i00 + down]! + w11 * data[i01 + down]!;
      out[to + 1]! +=
        w00 * data[i00 + 1]! + w01 * data[i01 + 1]! + w10 * data[i00 + down + 1]! + w11 * data[i01 + down + 1]!;
      out[to + 2]! +=
        w00 * data[i00 + 2]! + w01 * data[i01 + 2]! + w10 * data[i00 + down + 2]! + w11 * data[i01 + down + 2]!;
    }
  }
}
