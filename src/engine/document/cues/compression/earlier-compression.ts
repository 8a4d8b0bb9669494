import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import {
  frequencies,
  largestCoefficient,
  type CoefficientCounts,
} from '#engine/document/cues/compression/coefficients.js';
import { blockSide } from '#engine/image/block-cosines.js';

/**
 * A part of a picture, counted twice: on the file's grid, and half a block beside it, where no compression left anything and
 * the counts are what its content alone gives (the calibration of Fridrich and Goljan 2002).
 */
export interface CountedPart {
  readonly onGrid: CoefficientCounts;
  readonly besideGrid: CoefficientCounts;
}

/** What an earlier and coarser quantisation of one frequency left: the only coefficients that it made. */
interface Comb {
  readonly frequency: number;
  /** Of each coefficient, in steps of the file. */
  readonly holds: readonly boolean[];
  /** Share of the coefficients other than 0 that the comb holds, beyond what content alone gives. */
  readonly excess: number;
}

/** The earlier compression of a picture; frequencies on which it shows. */
export type EarlierCompression = readonly Comb[];

/** Coefficients other than 0 from which a comb is told from chance. */
const leastCoefficients = 200;
/** An earlier step is at most so many times the file's. */
const coarsest = 8;
/**
 * Least share held, and least excess. On 160 pictures that were compressed once no comb of any frequency has the latter; of
 * twice compressed ones the median is .5.
 */
const [leastShare, leastExcess] = [0.8, 0.12];

/**
 * Finds the steps in which a picture's coefficients were rounded before it was compressed into this file: multiples of the
 * earlier step, rounded anew, leave gaps (Popescu and Farid 2004, double quantisation). Empty where the picture was
 * compressed once, more strongly last, or scaled or cut in between.
 */
export function findEarlierCompression({ steps }: JpegGrid, part: CountedPart): EarlierCompression {
  return frequencies.flatMap(([vertical, horizontal], frequency) => {
    const onGrid = part.onGrid[frequency]!;
    if (allBut0(onGrid) < leastCoefficients) return [];
    const besideGrid = part.besideGrid[frequency]!;
    const step = steps[vertical * blockSide + horizontal]!;
    let best: Comb | null = null;
    for (let earlier = step + 1; earlier <= coarsest * step; earlier++) {
      const holds = multiplesOf(earlier, step);
      const share = shareHeld(holds, onGrid);
      const excess = share - shareHeld(holds, besideGrid);
      if (share >= leastShare && excess >= Math.max(leastExcess, best?.excess ?? 0)) {
        best = { frequency, holds, excess };
      }
    }
    return best === null ? [] : [best];
  });
}

/**
 * How much of an earlier compression a part of the picture shows: about 1 where it was compressed with the rest, about 0
 * where it was not. `weight`: coefficients that this rests on, each counted by what it can tell.
 */
export function shareOfEarlier(
  earlier: EarlierCompression,
  part: CountedPart,
): { readonly share: number; readonly weight: number } {
  let excess = 0;
  let weight = 0;
  for (const comb of earlier) {
    const onGrid = part.onGrid[comb.frequency]!;
    const besideGrid = part.besideGrid[comb.frequency]!;
    const count = allBut0(onGrid);
    if (count === 0 || allBut0(besideGrid) === 0) continue;
    excess += count * (shareHeld(comb.holds, onGrid) - shareHeld(comb.holds, besideGrid));
    weight += count * comb.excess;
  }
  return { share: weight === 0 ? 0 : excess / weight, weight };
}

/** Which coefficients multiples of an earlier step can have become, in steps of the file; halves go either way. */
function multiplesOf(earlier: number, step: number): boolean[] {
  const holds = Array.from({ length: largestCoefficient + 1 }, () => false);
  for (let multiple = 1; (multiple * earlier) / step < largestCoefficient + 1; multiple++) {
    const exact = (multiple * earlier) / step;
    for (const rounded of [Math.ceil(exact - 0.5), Math.floor(exact + 0.5)]) {
      if (rounded <= largestCoefficient) holds[rounded] = true;
    }
  }
  return holds;
}

const allBut0 = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0) - counts[0]!;

/** Of the coefficients other than 0, which say nothing. */
function shareHeld(holds: readonly boolean[], counts: Uint32Array): number {
  let held = 0;
  let all = 0;
  for (let coefficient = 1; coefficient <= largestCoefficient; coefficient++) {
    all += counts[coefficient]!;
    if (holds[coefficient] === true) held += counts[coefficient]!;
  }
  return all === 0 ? 0 : held / all;
}
