import { clopperPearsonLower } from '#engine/evaluation/proportion.js';

/** How often something succeeded: `count` of `total`, with the rate that holds at the least in 95 of 100 experiments. */
export interface SuccessShare {
  readonly count: number;
  readonly total: number;
  /** Null where nothing was tried. */
  readonly rate: number | null;
  /** One-sided lower bound of 95 % after Clopper and Pearson (1934). */
  readonly lower95: number | null;
}

export function successShare(count: number, total: number): SuccessShare {
  if (total === 0) return { count, total, rate: null, lower95: null };
  return { count, total, rate: count / total, lower95: clopperPearsonLower(count, total, 0.95) };
}
