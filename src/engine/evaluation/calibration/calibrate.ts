import { evidenceOf, type EffectiveCount } from '#engine/evaluation/calibration/effective-count.js';
import { thresholdAtRate, type RateThreshold } from '#engine/evaluation/calibration/rate-threshold.js';
import type { ScoredPair } from '#engine/evaluation/out-of-fold.js';
import { neededWithoutError } from '#engine/evaluation/pairs/enough-comparisons.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

export interface CalibrateOptions {
  readonly pairs: readonly ScoredPair[];
  /** False match rate that the threshold must not exceed. */
  readonly wantedFmr: number;
  /** The same of where review begins. */
  readonly reviewFmr: number;
}

export interface Calibration {
  readonly wantedFmr: number;
  readonly reviewFmr: number;
  readonly threshold: number;
  readonly reviewFrom: number;
  readonly interval: RateThreshold['interval'];
  /** Rising scores with what the rate there does not exceed, and the false matches at hand. */
  readonly falseMatchRates: readonly { readonly score: number; readonly rate: number; readonly falseMatches: number }[];
  readonly evidence: EffectiveCount;
  /** At the threshold, of the pairs at hand. */
  readonly falseMatches: Proportion;
  /** Null without mated pairs. */
  readonly falseNonMatches: Proportion | null;
}

/** What a policy's table is made for, as far as the pairs reach. */
const tableRates = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6] as const;

/**
 * The threshold of a wanted false match rate, or why these pairs cannot tell it: never a guess beyond them. See decision
 * record 0033. `wantedFmr` and `reviewFmr` in 0–1, both excluded.
 */
export function calibrate({
  pairs,
  wantedFmr,
  reviewFmr,
}: CalibrateOptions): Calibration | { readonly refused: string } {
  const evidence = evidenceOf(pairs.filter(({ same }) => !same));
  const at = (rate: number): RateThreshold | null =>
    thresholdAtRate(evidence.falling, evidence.countAt(rate).effective, rate);
  const wanted = at(wantedFmr);
  if (wanted === null) return { refused: tooLittle(evidence.countAt(wantedFmr), wantedFmr) };
  // A looser rate needs fewer comparisons, but can have a larger design effect.
  const review = reviewFmr > wantedFmr ? at(reviewFmr) : wanted;
  if (review === null) return { refused: tooLittle(evidence.countAt(reviewFmr), reviewFmr) };
  if (wanted.threshold >= 1) {
    return { refused: 'two different people reach the highest score there is: see to the labels first' };
  }
  const mated = pairs.filter(({ same }) => same);
  return {
    wantedFmr,
    reviewFmr: Math.max(reviewFmr, wantedFmr),
    threshold: wanted.threshold,
    reviewFrom: Math.min(review.threshold, wanted.threshold),
    interval: wanted.interval,
    falseMatchRates: tableOf([
      ...tableRates.filter((rate) => rate !== wantedFmr).flatMap((rate) => at(rate) ?? []),
      wanted,
    ]),
    evidence: evidence.countAt(wantedFmr),
    falseMatches: proportion(wanted.falseMatches, evidence.falling.length),
    falseNonMatches:
      mated.length === 0
        ? null
        : proportion(mated.filter(({ score }) => score < wanted.threshold).length, mated.length),
  };
}

/** Scores rise strictly while rates fall: a stricter rate that needs no higher score replaces the looser one. */
function tableOf(points: readonly RateThreshold[]): Calibration['falseMatchRates'] {
  const table: RateThreshold[] = [];
  for (const point of [...points].sort((left, right) => right.rate - left.rate)) {
    while (table.length > 0 && table.at(-1)!.threshold >= point.threshold) table.pop();
    table.push(point);
  }
  return table.map(({ threshold, rate, falseMatches }) => ({ score: threshold, rate, falseMatches }));
}

function tooLittle(evidence: EffectiveCount, rate: number): string {
  const { comparisons, people, pairsOfPeople, designEffect, effective } = evidence;
  return (
    `${comparisons} non-mated comparisons of ${people} people cannot show a false match rate of ${rate}: they are ` +
    `${pairsOfPeople} pairs of people and, as these share people (design effect ${designEffect.toFixed(1)}), say as much as ` +
    `${Math.floor(effective)} independent ones; ${neededWithoutError(rate)} are needed even without an error`
  );
}
