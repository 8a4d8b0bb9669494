import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { blockCosines, blockSide } from '#engine/image/block-cosines.js';
import { lumaOf } from '#engine/image/luma.js';

/** The frequencies that are looked at, vertical and horizontal, 0–7: low ones, of which print and faces have enough. */
export const frequencies = [
  [0, 1],
  [1, 0],
  [0, 2],
  [1, 1],
  [2, 0],
  [0, 3],
  [1, 2],
  [2, 1],
  [3, 0],
  [0, 4],
  [1, 3],
  [2, 2],
  [3, 1],
  [4, 0],
] as const;
/** Larger coefficients, in steps, are not counted. */
export const largestCoefficient = 40;

/** Of each of the frequencies: how often its coefficient was 0, 1, 2 … steps, its sign apart. */
export type CoefficientCounts = readonly Uint32Array[];

const highest = 5;
const horizontals = frequencies.map(([, horizontal]) => horizontal);
/** Where the cosines of the vertical frequency begin. */
const cosineRows = frequencies.map(([vertical]) => vertical * blockSide);
/** Beyond, a pixel may have been cut off at black or white, and what was rounded before is lost. */
const [black, white] = [1, 254];

/**
 * Counts the coefficients of the blocks whose left upper corners are given, in steps of the file's own quantisation. Blocks
 * that touch black or white are left out.
 */
export function countCoefficients(
  image: RgbImage,
  { steps }: JpegGrid,
  blocks: Iterable<readonly [x: number, y: number]>,
): CoefficientCounts {
  const counts = frequencies.map(() => new Uint32Array(largestCoefficient + 1));
  const inverseSteps = Float64Array.from(
    frequencies,
    ([vertical, horizontal]) => 1 / steps[vertical * blockSide + horizontal]!,
  );
  const luma = new Float64Array(blockSide * blockSide);
  const rows = new Float64Array(blockSide * highest);
  for (const [x, y] of blocks) {
    if (!readBlock(image, x, y, luma)) continue;
    transformRows(luma, rows);
    for (let index = 0; index < frequencies.length; index++) {
      let sum = 0;
      for (let row = 0, at = horizontals[index]!, cosine = cosineRows[index]!; row < blockSide; row++, at += highest) {
        sum += blockCosines[cosine + row]! * rows[at]!;
      }
      const coefficient = Math.round(Math.abs(sum) * inverseSteps[index]!);
      if (coefficient <= largestCoefficient) counts[index]![coefficient]!++;
    }
  }
  return counts;
}

/** False where the block touches black or white. */
function readBlock({ width, data }: RgbImage, x: number, y: number, luma: Float64Array): boolean {
  for (let row = 0; row < blockSide; row++) {
    let at = ((y + row) * width + x) * 3;
    for (let column = 0; column < blockSide; column++, at += 3) {
      const level = lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
      if (level < black || level > white) return false;
      luma[row * blockSide + column] = level;
    }
  }
  return true;
}

/** The lowest horizontal frequencies of each row of a block. */
function transformRows(luma: Float64Array, rows: Float64Array): void {
  for (let row = 0; row < blockSide; row++) {
    const at = row * blockSide;
    const [a, b, c, d] = [luma[at]!, luma[at + 1]!, luma[at + 2]!, luma[at + 3]!];
    const [e, f, g, h] = [luma[at + 4]!, luma[at + 5]!, luma[at + 6]!, luma[at + 7]!];
    for (let frequency = 0, k = 0; frequency < highest; frequency++, k += blockSide) {
      rows[row * highest + frequency] =
        blockCosines[k]! * a +
        blockCosines[k + 1]! * b +
        blockCosines[k + 2]! * c +
        blockCosines[k + 3]! * d +
        blockCosines[k + 4]! * e +
        blockCosines[k + 5]! * f +
        blockCosines[k + 6]! * g +
        blockCosines[k + 7]! * h;
    }
  }
}
