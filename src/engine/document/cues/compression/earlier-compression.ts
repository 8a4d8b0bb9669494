import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import {
  frequencies,
  largestCoefficient,
  type CoefficientCounts,
} from '#engine/document/cues/compression/coefficients.js';
import { blockSide } from '#engine/image/block-cosines.js';

/**
 * A part of a picture, counted twice: on the file's grid, and half a block beside it, where no compression left anything and
 * the counts are what its content alone gives (the calibration of Fridrich, Goljan and Hogea 2002).
 */
export interface CountedPart {
  readonly onGrid: CoefficientCounts;
  readonly besideGrid: CoefficientCounts;
}

/** What an earlier quantisation left of one frequency. */
interface Trace {
  readonly frequency: number;
  /** Of each coefficient but 0, in steps of the file: how many times as often it occurs for the earlier quantisation. */
  readonly odds: Float64Array;
  /** Of the mean log odds that the earlier quantisation should cause, how much is there; at most 1. */
  readonly completeness: number;
}

/** The earlier compression of a picture: the frequencies on which it shows. */
export type EarlierCompression = readonly Trace[];

/** Coefficients other than 0 from which a trace is told from chance. */
const leastCoefficients = 200;
/** An earlier step is at most so many times the file's. */
const coarsest = 8;
/**
 * Mean log odds of a coefficient from which an earlier step is believed. Of 180 pictures that were compressed once (seeds 31,
 * tuning, and 41, validation) eight show it on two frequencies of the 14 or more, all too faintly to judge a portrait by; of
 * twice compressed ones it is up to 1.3.
 */
const leastEvidence = 0.01;
/** Of what the earlier step should cause: less is something else. */
const leastCompleteness = 0.5;
/** What rounding pixels between the two compressions does to a coefficient, standard deviation. */
const pixelRounding = 0.45;
/** Odds are not below this, so that a few stray coefficients do not outweigh all others. */
const leastOdds = 0.03;

/**
 * Finds the steps in which a picture's coefficients were rounded before it was compressed into this file: multiples of the
 * earlier step, rounded anew, fill some coefficients and leave others out (Popescu and Farid 2004, double quantisation).
 * Empty where the picture was compressed once, or scaled or cut in between.
 */
export function findEarlierCompression({ steps }: JpegGrid, part: CountedPart): EarlierCompression {
  return frequencies.flatMap(([vertical, horizontal], frequency) => {
    const [onGrid, besideGrid] = [part.onGrid[frequency]!, part.besideGrid[frequency]!];
    if (Math.min(allBut0(onGrid), allBut0(besideGrid)) < leastCoefficients) return [];
    const step = steps[vertical * blockSide + horizontal]!;
    let best: { readonly evidence: number; readonly odds: Float64Array } | undefined;
    for (let earlier = 2; earlier <= coarsest * step; earlier++) {
      // Multiples of a step that divides the file's are rounded as anything else.
      if (step % earlier === 0) continue;
      const odds = normalised(oddsAfter(earlier, step), besideGrid);
      const evidence = meanLogOdds(odds, onGrid);
      if (evidence >= leastEvidence && evidence > (best?.evidence ?? 0)) best = { evidence, odds };
    }
    if (best === undefined) return [];
    const { odds } = best;
    const { shown, whole } = effectOn(onGrid, besideGrid, odds);
    const completeness = shown / whole;
    return completeness < leastCompleteness ? [] : [{ frequency, odds, completeness: Math.min(1, completeness) }];
  });
}

/**
 * How much of an earlier compression a part of the picture shows: about 1 where it was compressed with the rest, about 0
 * where it was not. The frequencies count by what each can tell. `standardError`: Infinity where nothing can be told.
 */
export function shareOfEarlier(
  earlier: EarlierCompression,
  part: CountedPart,
): { readonly share: number; readonly standardError: number } {
  let shown = 0;
  let whole = 0;
  let variance = 0;
  for (const { frequency, odds, completeness } of earlier) {
    const [onGrid, besideGrid] = [part.onGrid[frequency]!, part.besideGrid[frequency]!];
    const count = Math.min(allBut0(onGrid), allBut0(besideGrid));
    if (count === 0) continue;
    const own = effectOn(onGrid, besideGrid, odds);
    const effect = own.whole * completeness;
    // Both means are of so many coefficients; a frequency with one value alone tells nothing.
    const spread = 2 * Math.max(varianceOfLogOdds(odds, besideGrid, own.without), 1e-6);
    const weight = effect / spread;
    shown += weight * count * own.shown;
    whole += weight * count * effect;
    variance += weight * weight * count * spread;
  }
  return whole > 0
    ? { share: shown / whole, standardError: Math.sqrt(variance) / whole }
    : { share: 0, standardError: Infinity };
}

/** Mean log odds of a part `without` an earlier quantisation, what is `shown` beyond, and what the `whole` of it would cause. */
function effectOn(onGrid: Uint32Array, besideGrid: Uint32Array, odds: Float64Array) {
  const without = meanLogOdds(odds, besideGrid);
  const after = odds.map((value, coefficient) => value * besideGrid[coefficient]!);
  return { without, shown: meanLogOdds(odds, onGrid) - without, whole: meanLogOdds(odds, after) - without };
}

/** How many times as often each coefficient occurs, in steps of the file, when all were multiples of an earlier step. */
function oddsAfter(earlier: number, step: number): Float64Array {
  const odds = new Float64Array(largestCoefficient + 1);
  const density = earlier / step;
  for (let multiple = 0; multiple * density < largestCoefficient + 1; multiple++) {
    const place = multiple * density;
    const nearest = Math.round(place);
    const neighbour = place < nearest ? nearest - 1 : nearest + 1;
    // The share of a normal distribution beyond the border between the two, by the logistic one.
    const border = (0.5 - Math.abs(place - nearest)) * step;
    const beyond = 1 / (1 + Math.exp((1.702 * border) / pixelRounding));
    if (nearest <= largestCoefficient) odds[nearest]! += density * (1 - beyond);
    if (neighbour <= largestCoefficient) odds[neighbour]! += density * beyond;
  }
  return odds.map((value) => Math.max(leastOdds, value));
}

/** Odds of which the mean over what content alone gives is 1. */
function normalised(odds: Float64Array, besideGrid: Uint32Array): Float64Array {
  const mean = mean0Apart(besideGrid, (coefficient) => odds[coefficient]!);
  return odds.map((value) => value / mean);
}

const meanLogOdds = (odds: Float64Array, counts: Uint32Array | Float64Array): number =>
  mean0Apart(counts, (coefficient) => Math.log(odds[coefficient]!));

const varianceOfLogOdds = (odds: Float64Array, counts: Uint32Array, mean: number): number =>
  mean0Apart(counts, (coefficient) => (Math.log(odds[coefficient]!) - mean) ** 2);

/** Over the coefficients other than 0, which say nothing; 0 where there are none. */
function mean0Apart(counts: Uint32Array | Float64Array, valueOf: (coefficient: number) => number): number {
  let sum = 0;
  let all = 0;
  for (let coefficient = 1; coefficient <= largestCoefficient; coefficient++) {
    const count = counts[coefficient]!;
    if (count === 0) continue;
    all += count;
    sum += count * valueOf(coefficient);
  }
  return all === 0 ? 0 : sum / all;
}

const allBut0 = (counts: Uint32Array): number => counts.reduce((sum, count) => sum + count, 0) - counts[0]!;
