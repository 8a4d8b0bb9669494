import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Homography } from '#engine/image/homography.js';

export type RgbColour = readonly [number, number, number];

/** Supersampling stops here: at 1:8 a pixel averages 64 bilinear samples, and stronger shrinking should resize first. */
const maxSamplesPerSide = 8;

/**
 * The picture as seen through `outputToInput`, which takes points of the output to points of `image` (continuous
 * coordinates, see homography.ts). Bilinear, and averaged over the pixel's footprint where the map shrinks; what lies
 * outside `image` has the colour `outside`.
 */
export function warpPerspective(
  image: RgbImage,
  outputToInput: Homography,
  width: number,
  height: number,
  outside: RgbColour = [0, 0, 0],
): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = outside[(at % 3) as 0 | 1 | 2];
  blendWarped({ width, height, data }, image, null, outputToInput);
  return { width, height, data };
}

/**
 * A copy of `backdrop` with `image` laid on it. `coverage` (u8, row-major, one byte a pixel of `image`, 255 opaque)
 * gives the object its own outline, such as the rounded corners of a card; null: the whole rectangle.
 */
export function warpOnto(
  backdrop: RgbImage,
  image: RgbImage,
  coverage: Uint8Array | null,
  backdropToImage: Homography,
): RgbImage {
  const result = { width: backdrop.width, height: backdrop.height, data: Uint8Array.from(backdrop.data) };
  blendWarped(result, image, coverage, backdropToImage);
  return result;
}

/** Lays `image` on `target` in place. Texels outside `image` weigh nothing, so that edges are a pixel soft. */
function blendWarped(target: RgbImage, image: RgbImage, coverage: Uint8Array | null, map: Homography): void {
  const sum = new Float64Array(4);
  for (let y = 0; y < target.height; y++) {
    for (let x = 0; x < target.width; x++) {
      const samples = samplesPerSide(map, x + 0.5, y + 0.5, image);
      if (samples === 0) continue;
      sum.fill(0);
      for (let sy = 0; sy < samples; sy++) {
        const py = y + (sy + 0.5) / samples;
        for (let sx = 0; sx < samples; sx++) {
          const px = x + (sx + 0.5) / samples;
          const w = map[6] * px + map[7] * py + map[8];
          if (w === 0) continue;
          const u = (map[0] * px + map[1] * py + map[2]) / w;
          const v = (map[3] * px + map[4] * py + map[5]) / w;
          addBilinear(sum, image, coverage, u - 0.5, v - 0.5);
        }
      }
      const count = samples * samples;
      const rest = count - sum[3]!;
      const at = (y * target.width + x) * 3;
      for (let channel = 0; channel < 3; channel++) {
        target.data[at + channel] = Math.round((sum[channel]! + rest * target.data[at + channel]!) / count);
      }
    }
  }
}

/** How many samples a side cover one output pixel's footprint in the input; 0 when the footprint misses it. */
function samplesPerSide(map: Homography, x: number, y: number, image: RgbImage): number {
  const w = map[6] * x + map[7] * y + map[8];
  if (w === 0) return 0;
  const u = (map[0] * x + map[1] * y + map[2]) / w;
  const v = (map[3] * x + map[4] * y + map[5]) / w;
  // Columns of the Jacobian: how far the input point moves for one output pixel to the right, and down.
  const right = (map[0] - u * map[6]) ** 2 + (map[3] - v * map[6]) ** 2;
  const down = (map[1] - u * map[7]) ** 2 + (map[4] - v * map[7]) ** 2;
  const stretch = Math.sqrt(Math.max(right, down)) / Math.abs(w);
  const reach = stretch + 1;
  if (!(u > -reach && v > -reach && u < image.width + reach && v < image.height + reach)) return 0;
  // A bilinear sample reaches over two texels, so one of them still carries a shrinking to 1:1.5 without gaps.
  return Math.min(maxSamplesPerSide, Math.max(1, Math.round(stretch)));
}

/** Adds the premultiplied colour and the weight at (u, v), measured between pixel centres. */
function addBilinear(sum: Float64Array, image: RgbImage, coverage: Uint8Array | null, u: number, v: number): void {
  const { width, height, data } = image;
  if (u <= -1 || v <= -1 || u >= width || v >= height) return;
  const left = Math.floor(u);
  const top = Math.floor(v);
  const fx = u - left;
  const fy = v - top;
  const inside = left >= 0 && top >= 0 && left < width - 1 && top < height - 1;
  if (inside && (coverage === null || isOpaque(coverage, top * width + left, width))) {
    // The same sum without the borders' questions: nearly every sample comes this way.
    const upper = (top * width + left) * 3;
    const lower = upper + width * 3;
    const w00 = (1 - fx) * (1 - fy);
    const w10 = fx * (1 - fy);
    const w01 = (1 - fx) * fy;
    const w11 = fx * fy;
    sum[0]! += w00 * data[upper]! + w10 * data[upper + 3]! + w01 * data[lower]! + w11 * data[lower + 3]!;
    sum[1]! += w00 * data[upper + 1]! + w10 * data[upper + 4]! + w01 * data[lower + 1]! + w11 * data[lower + 4]!;
    sum[2]! += w00 * data[upper + 2]! + w10 * data[upper + 5]! + w01 * data[lower + 2]! + w11 * data[lower + 5]!;
    sum[3]! += 1;
    return;
  }
  for (let dy = 0; dy < 2; dy++) {
    const row = top + dy;
    if (row < 0 || row >= height) continue;
    for (let dx = 0; dx < 2; dx++) {
      const column = left + dx;
      if (column < 0 || column >= width) continue;
      const at = row * width + column;
      const share = (dx === 0 ? 1 - fx : fx) * (dy === 0 ? 1 - fy : fy);
      const weight = coverage === null ? share : (share * coverage[at]!) / 255;
      sum[0]! += weight * data[at * 3]!;
      sum[1]! += weight * data[at * 3 + 1]!;
      sum[2]! += weight * data[at * 3 + 2]!;
      sum[3]! += weight;
    }
  }
}

/** Whether the texel and its neighbours to the right and below hide everything behind them. */
const isOpaque = (coverage: Uint8Array, at: number, width: number): boolean =>
  (coverage[at]! & coverage[at + 1]! & coverage[at + width]! & coverage[at + width + 1]!) === 255;
