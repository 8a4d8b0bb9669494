import { expect, test } from 'vitest';
import { validateOutOfFold, type ScoredPair } from '#engine/evaluation/out-of-fold.js';

/** Each person against each, and one genuine pair of each. */
function everyPair(people: readonly string[], score: (a: string, b: string) => number): ScoredPair[] {
  return people.flatMap((identityA, i) =>
    people.slice(i).map((identityB) => ({
      identityA,
      identityB,
      same: identityA === identityB,
      score: score(identityA, identityB),
    })),
  );
}

test('every pair is tested once', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const pairs = everyPair(people, (a, b) => (a === b ? 0.9 : 0.1));
  expect(validateOutOfFold(pairs, 0.34, 3)).toMatchObject({
    falseMatches: { count: 0, total: 36 },
    falseNonMatches: { count: 0, total: 9 },
    thresholds: { lowest: 0.1, highest: 0.1 },
  });
});

test('a person whose impostors score high is judged by a threshold that never saw them', () => {
  const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const pairs = everyPair(people, (a, b) => (a === b ? 0.9 : a === 'a' || b === 'a' ? 0.6 : 0.1));
  const result = validateOutOfFold(pairs, 0.34, 3);
  // Within the whole set the rate allows for all eight; out of fold, each of them is a false match.
  expect(result).toMatchObject({ falseMatches: { count: 8, total: 36 }, thresholds: { lowest: 0.1 } });
});

test('too few impostors outside a fold: not known, and said so', () => {
  const pairs = everyPair(['a', 'b', 'c', 'd'], () => 0.5);
  expect(validateOutOfFold(pairs, 0.01, 2)).toEqual({
    notKnown: '1 impostor pairs are fewer than the 100 that one false match in 100 takes',
  });
});
