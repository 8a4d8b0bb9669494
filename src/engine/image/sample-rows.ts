import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { homographyBetween, type Homography } from '#engine/image/homography.js';
import { quadSides } from '#engine/image/quad-sides.js';

/** Samples are bilinear, which covers 1:1.5 by itself, and averaged up to 1:8; beyond that there are gaps. */
const mostSamplesPerSide = 8;

/**
 * Looks at the part of a picture within a quad (top left, top right, bottom right, bottom left) as `width` × `height`
 * pixels, row by row: `take` gets the row's red, green and blue, 0–255, three a pixel, in memory that the next row uses
 * again. Bilinear, averaging as many samples a side as the quad is shrunk; what lies outside the picture repeats its
 * border, so that no edge appears. False, without a row, when the quad is degenerate.
 */
export function sampleRows(
  image: RgbImage,
  quad: Quad,
  width: number,
  height: number,
  take: (row: Float64Array, y: number) => void,
): boolean {
  const map = homographyBetween(cornersOfBox({ x: 0, y: 0, width, height }), quad);
  const { along, across } = quadSides(quad);
  if (map === null || !(along > 0) || !(across > 0)) return false;
  const samplesX = samplesPerSide(along, width);
  const samplesY = samplesPerSide(across, height);
  const share = 1 / (samplesX * samplesY);
  const row = new Float64Array(3 * width);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let sample = 0; sample < samplesY; sample++) {
      addSamples(row, image, map, samplesX, y + (sample + 0.5) / samplesY);
    }
    if (share < 1) for (let i = 0; i < row.length; i++) row[i]! *= share;
    take(row, y);
  }
  return true;
}

const samplesPerSide = (length: number, pixels: number): number =>
  Math.min(mostSamplesPerSide, Math.max(1, Math.round(length / pixels)));

/** Adds to each pixel of the row the picture's colour at its `samplesX` samples on the line `y` of the output. */
function addSamples(
  row: Float64Array,
  { width, height, data }: RgbImage,
  [a, b, c, d, e, f, g, h, i]: Homography,
  samplesX: number,
  y: number,
): void {
  const lastX = width - 1;
  const lastY = height - 1;
  // The last pixel has no neighbour: a sample on it lies a whole pixel to the right of the one before.
  const lastLeft = Math.max(0, lastX - 1);
  const lastTop = Math.max(0, lastY - 1);
  const across = width > 1 ? 3 : 0;
  const stride = width * 3;
  const below = height > 1 ? stride : 0;
  const step = 1 / samplesX;
  // Numerators and denominator of the map, one step before the first sample.
  let u = b * y + c - 0.5 * a * step;
  let v = e * y + f - 0.5 * d * step;
  let w = h * y + i - 0.5 * g * step;
  const stepU = a * step;
  const stepV = d * step;
  const stepW = g * step;
  for (let to = 0; to < row.length; to += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let sample = 0; sample < samplesX; sample++) {
      u += stepU;
      v += stepV;
      w += stepW;
      const scale = 1 / w;
      let x = u * scale - 0.5;
      let z = v * scale - 0.5;
      x = x > 0 ? (x < lastX ? x : lastX) : 0;
      z = z > 0 ? (z < lastY ? z : lastY) : 0;
      let left = x | 0;
      let top = z | 0;
      if (left > lastLeft) left = lastLeft;
      if (top > lastTop) top = lastTop;
      const fx = x - left;
      const fy = z - top;
      const w11 = fx * fy;
      const w10 = fx - w11;
      const w01 = fy - w11;
      const w00 = 1 - fx - w01;
      const p = top * stride + left * 3;
      const q = p + across;
      const r = p + below;
      const s = r + across;
      red += w00 * data[p]! + w10 * data[q]! + w01 * data[r]! + w11 * data[s]!;
      green += w00 * data[p + 1]! + w10 * data[q + 1]! + w01 * data[r + 1]! + w11 * data[s + 1]!;
      blue += w00 * data[p + 2]! + w10 * data[q + 2]! + w01 * data[r + 2]! + w11 * data[s + 2]!;
    }
    row[to]! += red;
    row[to + 1]! += green;
    row[to + 2]! += blue;
  }
}
