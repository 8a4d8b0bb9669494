import type { SortedScores } from '#engine/evaluation/error-rates.js';

/** Scores in bins of equal width; a bin holds its lower edge. */
export interface ScoreHistogram {
  /** Lower edge of the first bin. */
  readonly from: number;
  readonly width: number;
  /** One count for each bin. */
  readonly mated: readonly number[];
  readonly nonMated: readonly number[];
}

/** Both kinds of scores in the same bins, from the least to the most. Null where there are no scores. */
export function scoreHistogram({ genuine, impostor }: SortedScores, bins = 60): ScoreHistogram | null {
  const ends = [genuine, impostor].flatMap((scores) => (scores.length === 0 ? [] : [scores[0]!, scores.at(-1)!]));
  if (ends.length === 0) return null;
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const width = most === least ? 1 : (most - least) / bins;
  const count = (scores: Float64Array): number[] => {
    const counts = Array.from({ length: bins }, () => 0);
    for (const score of scores) counts[Math.min(bins - 1, Math.floor((score - least) / width))]!++;
    return counts;
  };
  return { from: least, width, mated: count(genuine), nonMated: count(impostor) };
}
