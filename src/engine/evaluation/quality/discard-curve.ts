import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { errorsAtFalseMatchRate, sortScores } from '#engine/evaluation/error-rates.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** Two pictures that were compared. */
export interface ComparedPictures {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** Native. */
  readonly score: number;
}

/** False non-matches at one threshold, after each share of the pictures was discarded. */
export interface DiscardCurve {
  /** How the threshold was found. */
  readonly name: string;
  /** Native score; fixed before anything is discarded. Accepted is what lies above, at the shipped one from it on. */
  readonly threshold: number;
  readonly points: readonly { readonly discarded: number; readonly falseNonMatches: Proportion }[];
}

/** Shares of the pictures that are discarded. */
export const discardedShares = [0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3] as const;

/**
 * Error versus discard (ISO/IEC 29794-1): pictures are discarded from the worst quality on, with every pair that they take
 * part in; what remains is judged at thresholds that were fixed on all pairs. A quality that knows something of
 * recognition lowers the error, one that knows nothing leaves it.
 */
export function discardCurves(
  pairs: readonly ComparedPictures[],
  /** By picture; higher is better. Pairs of a picture that is not in it are left out. */
  qualities: ReadonlyMap<string, number>,
  operatingPoint: Pick<OperatingPoint, 'threshold'>,
): DiscardCurve[] {
  const compared = pairs.filter(({ a, b }) => qualities.has(a) && qualities.has(b));
  const scoresOf = (same: boolean): number[] => compared.filter((pair) => pair.same === same).map(({ score }) => score);
  const sorted = sortScores(scoresOf(true), scoresOf(false));
  const thresholds = [
    {
      name: 'shipped threshold',
      threshold: operatingPoint.threshold,
      accepts: (score: number, at: number) => score >= at,
    },
    ...[1e-2, 1e-3].flatMap((rate) => {
      const errors = errorsAtFalseMatchRate(sorted, rate);
      if (errors === null) return [];
      return [{ name: `FMR ${rate}`, threshold: errors.above, accepts: (score: number, at: number) => score > at }];
    }),
  ];
  const genuine = compared.filter(({ same }) => same);
  const worstFirst = [...qualities].sort(([, left], [, right]) => left - right).map(([file]) => file);
  return thresholds.map(({ name, threshold, accepts }) => ({
    name,
    threshold,
    points: discardedShares.map((discarded) => {
      const gone = new Set(worstFirst.slice(0, Math.round(discarded * worstFirst.length)));
      const kept = genuine.filter(({ a, b }) => !gone.has(a) && !gone.has(b));
      const missed = kept.filter(({ score }) => !accepts(score, threshold)).length;
      return { discarded, falseNonMatches: proportion(missed, kept.length) };
    }),
  }));
}
