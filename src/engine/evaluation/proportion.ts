import { incompleteBeta } from '#engine/evaluation/incomplete-beta.js';

/** How often something happened: `count` of `total`, with the bound that holds in 95 of 100 such experiments. */
export interface Proportion {
  readonly count: number;
  readonly total: number;
  /** Null where nothing was tried. */
  readonly rate: number | null;
  /** One-sided upper bound of 95 % after Clopper and Pearson (1934). */
  readonly upper95: number | null;
}

/**
 * A measured rate with its bound. The bound takes the trials as independent; pairs that share a person are not quite,
 * so of few people it is a little too narrow.
 */
export function proportion(count: number, total: number): Proportion {
  if (total === 0) return { count, total, rate: null, upper95: null };
  return { count, total, rate: count / total, upper95: clopperPearsonUpper(count, total, 0.95) };
}

/** The smallest rate at which `count` or more of `total` still have the probability 1 − `confidence`; one-sided. */
export const clopperPearsonLower = (count: number, total: number, confidence: number): number =>
  1 - clopperPearsonUpper(total - count, total, confidence);

/** The largest rate at which `count` or fewer of `total` still have the probability 1 − `confidence`; one-sided. */
export function clopperPearsonUpper(count: number, total: number, confidence: number): number {
  if (count >= total) return 1;
  // P(X ≤ count) = 1 − I_p(count + 1, total − count) falls as p rises.
  let low = count / total;
  let high = 1;
  for (let step = 0; step < 100 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, count + 1, total - count) < confidence) low = middle;
    else high = middle;
  }
  return high;
}
