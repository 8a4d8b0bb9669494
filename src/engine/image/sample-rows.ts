import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { homographyBetween, type Homography } from '#engine/image/homography.js';
import type { Luminance } from '#engine/image/luminance.js';
import { quadSides } from '#engine/image/quad-sides.js';

/** Samples are bilinear, which covers 1:1.5 by itself, and averaged up to 1:8; beyond that there are gaps. */
const mostSamplesPerSide = 8;

/** Pixels in memory, in colours or grey. */
export type Raster = RgbImage | Luminance;

/**
 * Looks at the part of a picture within a quad (top left, top right, bottom right, bottom left) as `width` × `height`
 * pixels, row by row: `take` gets the row's channels, 0–255, pixel by pixel, in memory that the next row uses
 * again. Bilinear, averaging as many samples a side as the quad is shrunk; what lies outside the picture repeats its
 * border, so that no edge appears. False, without a row, when the quad is degenerate.
 */
export function sampleRows(
  image: Raster,
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
  const row = new Float64Array(channelsOf(image) * width);
  const samples = createSamples(width * samplesX);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let sample = 0; sample < samplesY; sample++) {
      placeSamples(samples, image, map, samplesX, y + (sample + 0.5) / samplesY);
      addSamples(row, image, samples, samplesX);
    }
    if (share < 1) for (let i = 0; i < row.length; i++) row[i]! *= share;
    take(row, y);
  }
  return true;
}

/** How many bytes a pixel has. */
export const channelsOf = ({ channels }: Raster): number => channels ?? 3;

const samplesPerSide = (length: number, pixels: number): number =>
  Math.min(mostSamplesPerSide, Math.max(1, Math.round(length / pixels)));

/** Where the samples of a row lie in the picture. */
interface Samples {
  /** The pixel to the upper left, as an index of the picture's data. */
  readonly from: Int32Array;
  /** How far the sample lies to the right of it, and below, 0–1. */
  readonly right: Float64Array;
  readonly down: Float64Array;
}

const createSamples = (count: number): Samples => ({
  from: new Int32Array(count),
  right: new Float64Array(count),
  down: new Float64Array(count),
});

/** Places the samples of the line `y` of the output, `perPixel` a pixel of it. */
function placeSamples(
  { from, right, down }: Samples,
  image: Raster,
  [a, b, c, d, e, f, g, h, i]: Homography,
  perPixel: number,
  y: number,
): void {
  const channels = channelsOf(image);
  const stride = image.width * channels;
  const lastX = image.width - 1;
  const lastY = image.height - 1;
  // The last pixel has no neighbour: a sample on it lies a whole pixel to the right of the one before.
  const lastLeft = Math.max(0, lastX - 1);
  const lastTop = Math.max(0, lastY - 1);
  const step = 1 / perPixel;
  // Numerators and denominator of the map, one step before the first sample.
  let u = b * y + c - 0.5 * a * step;
  let v = e * y + f - 0.5 * d * step;
  let w = h * y + i - 0.5 * g * step;
  const stepU = a * step;
  const stepV = d * step;
  const stepW = g * step;
  for (let sample = 0; sample < from.length; sample++) {
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
    from[sample] = top * stride + left * channels;
    right[sample] = x - left;
    down[sample] = z - top;
  }
}

/** Adds to each pixel of the row the picture's channels at its samples. */
function addSamples(row: Float64Array, image: Raster, { from, right, down }: Samples, perPixel: number): void {
  const { data } = image;
  const channels = channelsOf(image);
  const across = image.width > 1 ? channels : 0;
  const below = image.height > 1 ? image.width * channels : 0;
  for (let channel = 0; channel < channels; channel++) {
    for (let to = channel, sample = 0; to < row.length; to += channels) {
      let sum = 0;
      for (const end = sample + perPixel; sample < end; sample++) {
        const p = from[sample]! + channel;
        const r = p + below;
        const share = right[sample]!;
        const upper = data[p]! + (data[p + across]! - data[p]!) * share;
        const lower = data[r]! + (data[r + across]! - data[r]!) * share;
        sum += upper + (lower - upper) * down[sample]!;
      }
      row[to]! += sum;
    }
  }
}
