import type { OutOfFold, ScoredPair } from '#engine/evaluation/out-of-fold.js';
import { proportion } from '#engine/evaluation/proportion.js';

/** Thresholds are told, and shipped, in whole steps of this. */
const step = 0.01;

/**
 * What the rule of the threshold that ships costs other people than it was chosen on: the lowest hundredth at which no two
 * people match (docs/decisions/0035). Each pair is judged at the threshold that the rule finds among the pairs without the
 * one or two people that it shows. Not known where nobody else is left.
 */
export function validateStrictest(pairs: readonly ScoredPair[]): OutOfFold {
  const falling = pairs.filter(({ same }) => !same).sort((left, right) => right.score - left.score);
  const found = new Map<string, number>();
  /** Of all pairs without these people; there are as many thresholds as pairs of people. */
  function thresholdWithout(one: string, other: string): number | null {
    const people = JSON.stringify([one, other].sort());
    const known = found.get(people);
    if (known !== undefined) return known;
    const nearest = falling.find(
      ({ identityA, identityB }) =>
        identityA !== one && identityA !== other && identityB !== one && identityB !== other,
    );
    if (nearest === undefined) return null;
    const threshold = hundredthAbove(nearest.score);
    found.set(people, threshold);
    return threshold;
  }
  const counts = { genuine: 0, impostor: 0, falseMatches: 0, falseNonMatches: 0 };
  for (const { score, same, identityA, identityB } of pairs) {
    const threshold = thresholdWithout(identityA, identityB);
    if (threshold === null) return { notKnown: 'there are not two more people to choose a threshold on' };
    counts[same ? 'genuine' : 'impostor']++;
    if (score >= threshold !== same) counts[same ? 'falseNonMatches' : 'falseMatches']++;
  }
  if (found.size === 0) return { notKnown: 'there are no pairs' };
  return {
    falseMatches: proportion(counts.falseMatches, counts.impostor),
    falseNonMatches: proportion(counts.falseNonMatches, counts.genuine),
    thresholds: { lowest: Math.min(...found.values()), highest: Math.max(...found.values()) },
  };
}

/** The lowest multiple of a hundredth above a score. */
const hundredthAbove = (score: number): number => Number(((Math.floor(score / step + 1e-9) + 1) * step).toFixed(2));
