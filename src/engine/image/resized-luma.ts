import type { Luminance } from '#engine/image/luminance.js';

/** What a resized picture is laid on, its top left at the top left: at least as large; `luma` 0–1 is what shows beside it. */
export interface Padding {
  readonly width: number;
  readonly height: number;
  readonly luma: number;
}

/** The picture's luminance at width × height, bilinear, 0–1, row-major on padded.height × padded.width. */
export function resizedLuma(image: Luminance, width: number, height: number, padded: Padding): Float32Array {
  const result = new Float32Array(padded.width * padded.height).fill(padded.luma);
  const columns = samplePositions(image.width, width);
  const rows = samplePositions(image.height, height);
  let upper = new Float32Array(width);
  let lower = new Float32Array(width);
  let upperAt = -1;
  let lowerAt = -1;
  for (let y = 0; y < height; y++) {
    const near = rows.near[y]!;
    const far = rows.far[y]!;
    if (near === lowerAt) {
      [upper, lower] = [lower, upper];
      [upperAt, lowerAt] = [lowerAt, upperAt];
    }
    if (near !== upperAt) resizeRow(near, upper);
    if (far !== lowerAt && far !== near) resizeRow(far, lower);
    upperAt = near;
    if (far !== near) lowerAt = far;
    const below = far === near ? upper : lower;
    const share = rows.share[y]!;
    const start = y * padded.width;
    for (let x = 0; x < width; x++) result[start + x] = upper[x]! + (below[x]! - upper[x]!) * share;
  }
  return result;

  /** Row `y` of the picture, as wide as the result, 0–1. */
  function resizeRow(y: number, row: Float32Array): void {
    const { data } = image;
    const start = y * image.width;
    if (width === image.width) {
      for (let x = 0; x < width; x++) row[x] = data[start + x]! / 255;
      return;
    }
    const { near, far, share } = columns;
    for (let x = 0; x < width; x++) {
      const left = data[start + near[x]!]!;
      row[x] = (left + (data[start + far[x]!]! - left) * share[x]!) / 255;
    }
  }
}

/** For each output pixel's centre: the two input pixels around it and the far one's share. */
function samplePositions(from: number, to: number): { near: Int32Array; far: Int32Array; share: Float32Array } {
  const near = new Int32Array(to);
  const far = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const position = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    near[i] = Math.floor(position);
    far[i] = Math.min(near[i]! + 1, from - 1);
    share[i] = position - near[i]!;
  }
  return { near, far, share };
}
