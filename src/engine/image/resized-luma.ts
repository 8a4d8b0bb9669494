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
    if (near !== upperAt) resizeRow(image, near, columns, upper);
    if (far !== lowerAt && far !== near) resizeRow(image, far, columns, lower);
    upperAt = near;
    if (far !== near) lowerAt = far;
    mixRows(upper, far === near ? upper : lower, rows.share[y]!, result, y * padded.width);
  }
  return result;
}

/** Row `y` of the picture at the width of `row`, in grey levels. */
function resizeRow({ width, data }: Luminance, y: number, { near, far, share }: Positions, row: Float32Array): void {
  const start = y * width;
  for (let x = 0; x < row.length; x++) {
    const left = data[start + near[x]!]!;
    row[x] = left + (data[start + far[x]!]! - left) * share[x]!;
  }
}

/** Writes what lies between two rows, `share` of the way from the upper to the lower, as 0–1. */
function mixRows(upper: Float32Array, lower: Float32Array, share: number, result: Float32Array, start: number): void {
  const perLevel = 1 / 255;
  for (let x = 0; x < upper.length; x++) {
    const above = upper[x]!;
    result[start + x] = (above + (lower[x]! - above) * share) * perLevel;
  }
}

/** For each output pixel's centre: the two input pixels around it and the far one's share. */
interface Positions {
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly share: Float32Array;
}

function samplePositions(from: number, to: number): Positions {
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
