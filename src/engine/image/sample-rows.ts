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
  const places = createPlaces(width * samplesX);
  const row = new Float64Array(3 * width);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let sample = 0; sample < samplesY; sample++) {
      findPlaces(places, image, map, samplesX, y + (sample + 0.5) / samplesY);
      addSamples(row, image, places, samplesX);
    }
    if (share < 1) for (let i = 0; i < row.length; i++) row[i]! *= share;
    take(row, y);
  }
  return true;
}

const samplesPerSide = (length: number, pixels: number): number =>
  Math.min(mostSamplesPerSide, Math.max(1, Math.round(length / pixels)));

/** Where the samples of one line lie in the picture. */
interface Places {
  /** Index of the red of the upper left one of the four pixels around each sample. */
  readonly from: Int32Array;
  /** How far to the right of and below that pixel's centre the sample lies, 0–1. */
  readonly right: Float64Array;
  readonly down: Float64Array;
}

const createPlaces = (count: number): Places => ({
  from: new Int32Array(count),
  right: new Float64Array(count),
  down: new Float64Array(count),
});

/** The samples of the line `y` of the output, `samplesX` a pixel. */
function findPlaces(
  { from, right, down }: Places,
  image: RgbImage,
  map: Homography,
  samplesX: number,
  y: number,
): void {
  const lastX = image.width - 1;
  const lastY = image.height - 1;
  // The last pixel has no neighbour: a sample on it lies a whole pixel to the right of the one before.
  const lastLeft = Math.max(0, lastX - 1);
  const lastTop = Math.max(0, lastY - 1);
  const stride = image.width * 3;
  const [a, b, c, d, e, f, g, h, i] = map;
  const startX = b * y + c;
  const startY = e * y + f;
  const startW = h * y + i;
  const step = 1 / samplesX;
  for (let at = 0; at < from.length; at++) {
    const x = (at + 0.5) * step;
    const scale = 1 / (g * x + startW);
    const u = Math.min(Math.max((a * x + startX) * scale - 0.5, 0), lastX);
    const v = Math.min(Math.max((d * x + startY) * scale - 0.5, 0), lastY);
    const left = Math.min(u | 0, lastLeft);
    const top = Math.min(v | 0, lastTop);
    from[at] = top * stride + left * 3;
    right[at] = u - left;
    down[at] = v - top;
  }
}

/** Adds the picture's colour at each place to the pixel of the row that it belongs to. */
function addSamples(row: Float64Array, { width, height, data }: RgbImage, places: Places, samplesX: number): void {
  const { from, right, down } = places;
  const across = width > 1 ? 3 : 0;
  const below = height > 1 ? width * 3 : 0;
  for (let at = 0, to = 0; to < row.length; to += 3) {
    let red = 0;
    let green = 0;
    let blue = 0;
    for (const end = at + samplesX; at < end; at++) {
      const a = from[at]!;
      const b = a + across;
      const c = a + below;
      const d = b + below;
      const fx = right[at]!;
      const fy = down[at]!;
      const w11 = fx * fy;
      const w10 = fx - w11;
      const w01 = fy - w11;
      const w00 = 1 - fx - w01;
      red += w00 * data[a]! + w10 * data[b]! + w01 * data[c]! + w11 * data[d]!;
      green += w00 * data[a + 1]! + w10 * data[b + 1]! + w01 * data[c + 1]! + w11 * data[d + 1]!;
      blue += w00 * data[a + 2]! + w10 * data[b + 2]! + w01 * data[c + 2]! + w11 * data[d + 2]!;
    }
    row[to]! += red;
    row[to + 1]! += green;
    row[to + 2]! += blue;
  }
}
