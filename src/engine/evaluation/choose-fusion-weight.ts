import { errorsAtFalseMatchRate } from '#engine/evaluation/error-rates.js';
import { dealIntoFolds, tooFewImpostors } from '#engine/evaluation/out-of-fold.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** A pair as two recognisers see it: the squares of their distances, a cosine as 2 − 2 · cosine. */
export interface PairOfTwo {
  readonly first: number;
  readonly second: number;
  readonly same: boolean;
  readonly identityA: string;
  readonly identityB: string;
}

export type ChosenWeight =
  | {
      /** What the square of the second distance counts, where the first counts 1. */
      readonly weight: number;
      /** Choices, one for each two folds left out; the weight is the middle one. */
      readonly choices: readonly number[];
      /** Weight and threshold chosen without the people they were tested on. */
      readonly falseMatches: Proportion;
      readonly falseNonMatches: Proportion;
    }
  | { readonly notKnown: string };

/** The false match rate at which the weight is chosen: the lowest that some thousand pairs of strangers support. */
export const chosenAtFalseMatchRate = 1e-3;

/** Half steps of two around the weight at which strangers lie as far apart for both: a sixteenth to four times it. */
const steps = Array.from({ length: 13 }, (_, i) => 2 ** (i / 2 - 4));

/**
 * The weight of the second recogniser by cross-validation in which no person is on both sides: for every one or two parts
 * of the people, the weight with the least false non-matches at a false match rate of 1e-3 among all others; of these
 * choices the middle one. What stands there as error was made on people who chose neither weight nor threshold.
 */
export function chooseFusionWeight(pairs: readonly PairOfTwo[], folds: number): ChosenWeight {
  const strangers = pairs.filter(({ same }) => !same);
  if (strangers.length === 0) return { notKnown: 'there are no impostor pairs' };
  const sumOf = (member: 'first' | 'second'): number => strangers.reduce((sum, pair) => sum + pair[member], 0);
  const weights = steps.map((step) => Number(((step * sumOf('first')) / sumOf('second')).toPrecision(3)));
  const foldOf = dealIntoFolds(pairs, folds);
  const [foldsA, foldsB] = (['identityA', 'identityB'] as const).map((side) =>
    pairs.map((pair) => foldOf.get(pair[side])!),
  );
  const choices: number[] = [];
  const counts = { genuine: 0, impostor: 0, falseMatches: 0, falseNonMatches: 0 };
  for (let one = 0; one < folds; one++) {
    for (let two = one; two < folds; two++) {
      const leftOut = (fold: number): boolean => fold === one || fold === two;
      const tested = pairs.filter((_, i) => {
        const [a, b] = [foldsA![i]!, foldsB![i]!]; // both as long as the pairs
        return (a === one && b === two) || (a === two && b === one);
      });
      if (tested.length === 0) continue;
      const others = pairs.filter((_, i) => !leftOut(foldsA![i]!) && !leftOut(foldsB![i]!));
      const best = bestWeight(others, weights);
      if (best === null) {
        return { notKnown: tooFewImpostors(others.filter(({ same }) => !same).length, chosenAtFalseMatchRate) };
      }
      choices.push(best.weight);
      for (const pair of tested) {
        counts[pair.same ? 'genuine' : 'impostor']++;
        const accepted = scoreOf(pair, best.weight) > best.above;
        if (accepted !== pair.same) counts[pair.same ? 'falseNonMatches' : 'falseMatches']++;
      }
    }
  }
  choices.sort((left, right) => left - right);
  const weight = choices[Math.floor(choices.length / 2)];
  if (weight === undefined) return { notKnown: 'there are no pairs' };
  return {
    weight,
    choices,
    falseMatches: proportion(counts.falseMatches, counts.impostor),
    falseNonMatches: proportion(counts.falseNonMatches, counts.genuine),
  };
}

const scoreOf = ({ first, second }: PairOfTwo, weight: number): number => -(first + weight * second);

/** The smaller weight wins where two do equally well: it leaves more to the first recogniser. */
function bestWeight(
  pairs: readonly PairOfTwo[],
  weights: readonly number[],
): { readonly weight: number; readonly above: number } | null {
  let best: { weight: number; above: number; falseNonMatches: number } | null = null;
  for (const weight of weights) {
    const scores = (same: boolean): Float64Array =>
      Float64Array.from(
        pairs.filter((pair) => pair.same === same),
        (pair) => scoreOf(pair, weight),
      ).sort();
    const errors = errorsAtFalseMatchRate({ genuine: scores(true), impostor: scores(false) }, chosenAtFalseMatchRate);
    if (errors === null) return null;
    if (best === null || errors.falseNonMatches < best.falseNonMatches) best = { weight, ...errors };
  }
  return best;
}
