import type { RgbImage } from '#engine/decode/rgb-image.js';
import { reduceRegion, type PixelRegion } from '#engine/face/reduce-region.js';
import { scaleOf, type Similarity } from '#engine/face/similarity.js';

/**
 * Above this many source pixels per target pixel each target pixel is the mean of 2 × 2 samples, so that nothing between
 * the samples is lost.
 */
const supersampleAbove = 1.2;

/** Of blocks of this many rows or more every second row is left out, which halves the time. */
const sparseRowsFrom = 4;

/**
 * Cuts a square out of a picture: `toImage` maps points of [0, side]² to points of the picture. Shrinking averages over
 * the area that a target pixel covers; enlarging interpolates linearly. Outside the picture is black.
 * Gives float RGB 0–255, row-major, side × side × 3.
 */
export function warpSquare(image: RgbImage, toImage: Similarity, side: number): Float32Array {
  const factor = Math.max(1, Math.floor(scaleOf(toImage)));
  if (factor === 1) return sample(image, toImage, side);
  const region = regionOf(image, toImage, side);
  const reduced = reduceRegion(image, region, factor, factor >= sparseRowsFrom ? 2 : 1);
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
  toImage: Similarity,
  side: number,
  dx: number,
  dy: number,
  weight: number,
  out: Float32Array,
): void {
  const { a, b } = toImage;
  // Half a pixel less: the value of pixel i belongs to position i + ½.
  const firstX = a * dx - b * dy + toImage.tx - 0.5;
  const firstY = b * dx + a * dy + toImage.ty - 0.5;
  for (let y = 0; y < side; y++) {
    const rowX = firstX - b * y;
    const rowY = firstY + a * y;
    const start = y * side * 3;
    const acrossX = stretchWithin(rowX, a, image.width - 1, side);
    const acrossY = stretchWithin(rowY, b, image.height - 1, side);
    const from = Math.max(acrossX.from, acrossY.from);
    const to = Math.max(from, Math.min(acrossX.to, acrossY.to));
    addAcrossEdge(image, rowX, rowY, a, b, 0, Math.min(from, side), weight, out, start);
    addInside(image, rowX, rowY, a, b, from, to, weight, out, start);
    addAcrossEdge(image, rowX, rowY, a, b, to, side, weight, out, start);
  }
}

/** The whole numbers n, from ≤ n < to within 0–count, for which 0 ≤ start + step · n < limit, less a hair's breadth. */
function stretchWithin(start: number, step: number, limit: number, count: number): { from: number; to: number } {
  const margin = 1e-6;
  if (Math.abs(step) < 1e-9) {
    const isWithin = start >= margin && start + step * count < limit - margin && start + step * count >= 0;
    return isWithin ? { from: 0, to: count } : { from: count, to: count };
  }
  const enter = ((step > 0 ? margin : limit - margin) - start) / step;
  const leave = ((step > 0 ? limit - margin : margin) - start) / step;
  const clamp = (value: number): number => Math.min(Math.max(Math.ceil(value), 0), count);
  return { from: clamp(enter), to: clamp(leave) };
}

/** Samples `from` to `to` of a row, all of whose neighbours lie inside the picture. */
function addInside(
  { width, data }: RgbImage,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  from: number,
  to: number,
  weight: number,
  out: Float32Array,
  start: number,
): void {
  const stride = width * 3;
  let target = start + from * 3;
  for (let x = from; x < to; x++, target += 3) {
    const sourceX = startX + stepX * x;
    const sourceY = startY + stepY * x;
    const x0 = sourceX | 0;
    const y0 = sourceY | 0;
    const fx = sourceX - x0;
    const fy = (sourceY - y0) * weight;
    const upper = weight - fy;
    const w01 = fx * upper;
    const w00 = upper - w01;
    const w11 = fx * fy;
    const w10 = fy - w11;
    const i = y0 * stride + x0 * 3;
    const j = i + stride;
    out[target]! += w00 * data[i]! + w01 * data[i + 3]! + w10 * data[j]! + w11 * data[j + 3]!;
    out[target + 1]! += w00 * data[i + 1]! + w01 * data[i + 4]! + w10 * data[j + 1]! + w11 * data[j + 4]!;
    out[target + 2]! += w00 * data[i + 2]! + w01 * data[i + 5]! + w10 * data[j + 2]! + w11 * data[j + 5]!;
  }
}

/** Samples `from` to `to` of a row, anywhere: neighbours beyond the edge are black, they weigh nothing. */
function addAcrossEdge(
  { width, height, data }: RgbImage,
  startX: number,
  startY: number,
  stepX: number,
  stepY: number,
  from: number,
  to: number,
  weight: number,
  out: Float32Array,
  start: number,
): void {
  const stride = width * 3;
  let target = start + from * 3;
  for (let x = from; x < to; x++, target += 3) {
    const sourceX = startX + stepX * x;
    const sourceY = startY + stepY * x;
    const x0 = Math.floor(sourceX);
    const y0 = Math.floor(sourceY);
    if (x0 < -1 || y0 < -1 || x0 >= width || y0 >= height) continue;
    const fx = sourceX - x0;
    const fy = sourceY - y0;
    const left = x0 < 0 ? 0 : 1 - fx;
    const right = x0 + 1 >= width ? 0 : fx;
    const upper = (y0 < 0 ? 0 : 1 - fy) * weight;
    const lower = (y0 + 1 >= height ? 0 : fy) * weight;
    const i = Math.max(y0, 0) * stride + Math.max(x0, 0) * 3;
    const across = right === 0 || x0 < 0 ? 0 : 3;
    const down = lower === 0 || y0 < 0 ? 0 : stride;
    for (let channel = 0; channel < 3; channel++) {
      const at = i + channel;
      out[target + channel]! +=
        upper * (left * data[at]! + right * data[at + across]!) +
        lower * (left * data[at + down]! + right * data[at + down + across]!);
    }
  }
}
