import { incompleteBeta } from '#engine/evaluation/incomplete-beta.js';

/** Where a false match rate lies, as order statistics of non-mated scores tell it. */
export interface RateThreshold {
  readonly rate: number;
  /**
   * Accepted is what scores at or above. In 95 of 100 such calibrations the true false match rate here is at most `rate`.
   */
  readonly threshold: number;
  /** Of the comparisons at hand. */
  readonly falseMatches: number;
  /** The score whose false match rate is exactly `rate` lies here in 98 of 100; `to` null: above every score seen. */
  readonly interval: { readonly from: number; readonly to: number | null };
}

/** One-sided, of the promise that the rate is not exceeded. */
export const promisedConfidence = 0.95;
/** One-sided, of each end of the interval. */
const endConfidence = 0.99;
/** Thresholds are rounded up to this, so that they can be written and typed; that is the strict side. */
const decimals = 1e4;

/**
 * Distribution-free tolerance limits (Wilks 1941): of n independent scores the share of all strangers above the (k + 1)-th
 * largest is distributed as Beta(k + 1, n − k), whatever the scores look like. So the largest k with
 * P(Beta ≤ rate) ≥ 95 % gives a threshold whose promise holds, which is the same as a Clopper–Pearson bound of k errors
 * at most `rate`. With `effective` < n, k and n both shrink by their ratio.
 * `falling`: non-mated scores, highest first. Null where they are too few: not even k = 0 reaches the confidence.
 */
export function thresholdAtRate(falling: Float64Array, effective: number, rate: number): RateThreshold | null {
  const share = effective / falling.length;
  const holds = (k: number): number => incompleteBeta(rate, k * share + 1, effective - k * share);
  const most = (confidence: number): number | null => largestWhere(falling.length - 1, (k) => holds(k) >= confidence);
  const promised = most(promisedConfidence);
  if (promised === null) return null;
  const to = most(endConfidence);
  // Rises with k, so that the first k beyond is one more than the largest before.
  const before = largestWhere(falling.length - 1, (k) => holds(k) > 1 - endConfidence) ?? -1;
  const threshold = (Math.floor(falling[promised]! * decimals) + 1) / decimals;
  return {
    rate,
    threshold,
    falseMatches: falling.filter((score) => score >= threshold).length,
    interval: {
      from: falling[Math.min(falling.length - 1, before + 1)]!,
      to: to === null ? null : falling[to]!,
    },
  };
}

/** The largest k in 0…`last` that holds, where it holds for all below it too; null: none. */
function largestWhere(last: number, holds: (k: number) => boolean): number | null {
  if (last < 0 || !holds(0)) return null;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
