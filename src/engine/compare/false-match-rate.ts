import type { OperatingPoints } from '#domain/card.js';

/**
 * The largest false match rate known of a threshold at `score`: log-linear between the measured points. Null outside of
 * them: above the last, too few strangers were compared to know; below the first, nothing was measured.
 */
export function falseMatchRateAt(score: number, measured: OperatingPoints['falseMatchRates']): number | null {
  const above = measured.findIndex((point) => point.score >= score);
  const upper = measured[above];
  if (upper === undefined) return null;
  if (upper.score === score) return upper.rate;
  const lower = measured[above - 1];
  if (lower === undefined) return null;
  const share = (score - lower.score) / (upper.score - lower.score);
  return lower.rate * (upper.rate / lower.rate) ** share;
}

/**
 * What the false match rate at `score` is known not to exceed: rates only fall as scores rise, so that beyond the last
 * measured point the rate there still bounds it. Null below the first.
 */
export const falseMatchRateBound = (score: number, measured: OperatingPoints['falseMatchRates']): number | null => {
  const last = measured.at(-1);
  return last !== undefined && score > last.score ? last.rate : falseMatchRateAt(score, measured);
};
