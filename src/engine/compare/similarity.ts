import { similarityAtThreshold } from '#domain/published-scale.js';

/** The double next below 0.75: no score below the threshold may round up to the similarity that means a match. */
const nextBelow = similarityAtThreshold - 2 ** -53;

/** A score this far below the threshold has e times less similarity; it only shapes the scale and decides nothing. */
const fallingWidth = 0.2;

/**
 * Maps a native score (at most 1) to 0–1, strictly increasing, with exactly 0.75 at `threshold` (below 1): a straight
 * line from there to 1 at score 1, an exponential towards 0 below. `similarity ≥ 0.75` holds exactly where
 * `score ≥ threshold` does.
 */
export function similarityOf(score: number, threshold: number): number {
  if (!(threshold < 1)) throw new RangeError(`a threshold must be below the best score of 1, this one is ${threshold}`);
  if (score < threshold) {
    return Math.min(nextBelow, similarityAtThreshold * Math.exp((score - threshold) / fallingWidth));
  }
  const share = (score - threshold) / (1 - threshold);
  return Math.min(1, similarityAtThreshold + (1 - similarityAtThreshold) * share);
}
