import { errorsAtFalseMatchRate } from '#engine/evaluation/error-rates.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';

/** A pair that was compared. */
export interface ScoredPair {
  readonly score: number;
  readonly same: boolean;
  readonly identityA: string;
  readonly identityB: string;
}

/** Errors of thresholds that were chosen without the people they are tested on. */
export interface OutOfFoldErrors {
  readonly falseMatches: Proportion;
  readonly falseNonMatches: Proportion;
  /** Native scores; the lowest and the highest of the thresholds chosen. */
  readonly thresholds: { readonly lowest: number; readonly highest: number };
}

export type OutOfFold = OutOfFoldErrors | { readonly notKnown: string };

/**
 * Cross-validation in which no person is on both sides. People are dealt into `folds` parts; each pair is tested once,
 * at the threshold that has the false match rate `rate` on the pairs of all people outside the one or two parts that it
 * draws on. Not known where those pairs are too few for such a rate.
 */
export function validateOutOfFold(pairs: readonly ScoredPair[], rate: number, folds: number): OutOfFold {
  const foldOf = dealIntoFolds(pairs, folds);
  // Sorted once and kept flat: every pair is looked at for each two folds.
  const rising = [...pairs].sort((left, right) => left.score - right.score);
  const foldA = Uint8Array.from(rising, ({ identityA }) => foldOf.get(identityA)!);
  const foldB = Uint8Array.from(rising, ({ identityB }) => foldOf.get(identityB)!);
  const counts = { genuine: 0, impostor: 0, falseMatches: 0, falseNonMatches: 0 };
  const thresholds: number[] = [];
  for (let first = 0; first < folds; first++) {
    for (let second = first; second < folds; second++) {
      const tested: ScoredPair[] = [];
      const impostor: number[] = [];
      for (let i = 0; i < rising.length; i++) {
        const a = foldA[i]!;
        const b = foldB[i]!;
        if ((a === first && b === second) || (a === second && b === first)) tested.push(rising[i]!);
        else if (a !== first && a !== second && b !== first && b !== second && !rising[i]!.same) {
          impostor.push(rising[i]!.score);
        }
      }
      if (tested.length === 0) continue;
      const chosen = errorsAtFalseMatchRate({ genuine: noScores, impostor: Float64Array.from(impostor) }, rate);
      if (chosen === null) return { notKnown: tooFewImpostors(impostor.length, rate) };
      thresholds.push(chosen.above);
      for (const { same, score } of tested) {
        counts[same ? 'genuine' : 'impostor']++;
        const accepted = score > chosen.above;
        if (accepted !== same) counts[same ? 'falseNonMatches' : 'falseMatches']++;
      }
    }
  }
  if (thresholds.length === 0) return { notKnown: 'there are no pairs' };
  return {
    falseMatches: proportion(counts.falseMatches, counts.impostor),
    falseNonMatches: proportion(counts.falseNonMatches, counts.genuine),
    thresholds: { lowest: Math.min(...thresholds), highest: Math.max(...thresholds) },
  };
}

const noScores = new Float64Array();

/** Why nothing is known of a false match rate. */
export function tooFewImpostors(impostors: number, rate: number): string {
  const needed = Math.ceil(1 / rate - 1e-9);
  return `${impostors} impostor pairs are fewer than the ${needed} that one false match in ${needed} takes`;
}

/** By name in turn: the same people always come to the same folds, of equal size. */
export function dealIntoFolds(
  pairs: readonly Pick<ScoredPair, 'identityA' | 'identityB'>[],
  folds: number,
): ReadonlyMap<string, number> {
  const identities = [...new Set(pairs.flatMap(({ identityA, identityB }) => [identityA, identityB]))].sort();
  return new Map(identities.map((identity, index) => [identity, index % folds]));
}
