/** Native scores of pairs of one person and of pairs of two, each sorted rising. */
export interface SortedScores {
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

/** The operating point at which the impostors allow a wanted false match rate. */
export interface RateAtRate {
  /** Accepted is what scores above this. */
  readonly above: number;
  readonly falseMatches: number;
  readonly falseNonMatches: number;
}

/** Scores of any order, sorted. */
export const sortScores = (genuine: readonly number[], impostor: readonly number[]): SortedScores => ({
  genuine: Float64Array.from(genuine).sort(),
  impostor: Float64Array.from(impostor).sort(),
});

/** Numbers in `sorted` that are less than `value`. */
export function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Numbers in `sorted` that are at most `value`. */
export function countUpTo(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Area under the ROC curve: how often a genuine pair scores above an impostor pair, a tie counting half (Mann–Whitney).
 * Null where one of the two kinds is absent.
 */
export function areaUnderCurve({ genuine, impostor }: SortedScores): number | null {
  if (genuine.length === 0 || impostor.length === 0) return null;
  let wins = 0;
  for (const score of genuine) wins += (countBelow(impostor, score) + countUpTo(impostor, score)) / 2;
  return wins / (genuine.length * impostor.length);
}

/**
 * Equal error rate: where false match rate and false non-match rate come nearest to each other over all thresholds,
 * the mean of the two. Null where one of the two kinds is absent.
 */
export function equalErrorRate(scores: SortedScores): number | null {
  const { genuine, impostor } = scores;
  if (genuine.length === 0 || impostor.length === 0) return null;
  let nearest = Infinity;
  let rate = 0;
  for (const threshold of [...genuine, ...impostor, Infinity]) {
    const falseMatchRate = 1 - countBelow(impostor, threshold) / impostor.length;
    const falseNonMatchRate = countBelow(genuine, threshold) / genuine.length;
    const difference = Math.abs(falseMatchRate - falseNonMatchRate);
    const mean = (falseMatchRate + falseNonMatchRate) / 2;
    // Of two thresholds that are equally near, the worse rate is the honest one.
    if (difference < nearest || (difference === nearest && mean > rate)) {
      nearest = difference;
      rate = mean;
    }
  }
  return rate;
}

/**
 * The lowest threshold whose false match rate is at most `rate` on these impostors, and what it costs. Null where there
 * are fewer than 1 ÷ rate of them: not one false match would fit, so nothing is known of such a rate.
 */
export function errorsAtFalseMatchRate({ genuine, impostor }: SortedScores, rate: number): RateAtRate | null {
  // 1e-9: 10,000 · 1e-4 must not fall short of 1 by rounding.
  const allowed = Math.floor(impostor.length * rate + 1e-9);
  if (allowed < 1) return null;
  if (allowed >= impostor.length) return { above: -Infinity, falseMatches: impostor.length, falseNonMatches: 0 };
  const above = impostor[impostor.length - 1 - allowed]!;
  return {
    above,
    falseMatches: impostor.length - countUpTo(impostor, above),
    falseNonMatches: countUpTo(genuine, above),
  };
}
