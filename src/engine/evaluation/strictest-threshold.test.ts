import { expect, test } from 'vitest';
import type { ScoredPair } from '#engine/evaluation/out-of-fold.js';
import { validateStrictest } from '#engine/evaluation/strictest-threshold.js';

const pair = (identityA: string, identityB: string, score: number): ScoredPair => ({
  identityA,
  identityB,
  same: identityA === identityB,
  score,
});

test('each pair is judged by the nearest pair of other people, at the next hundredth', () => {
  const others = [pair('c', 'd', 0.412), pair('d', 'e', 0.3), pair('c', 'e', 0.2)];
  // a and b are nearer than anybody else: alone they would have set the threshold at .56.
  const nearest = pair('a', 'b', 0.555);
  const genuine = [pair('a', 'a', 0.5), pair('a', 'a', 0.41), pair('c', 'c', 0.55), pair('c', 'c', 0.56)];
  const result = validateStrictest([...others, nearest, pair('a', 'd', 0.1), ...genuine]);
  // a and b at .42 match falsely. a at .42: .5 matches, .41 does not. c at .56: .55 does not match, .56 does.
  expect(result).toMatchObject({
    falseMatches: { count: 1, total: 5 },
    falseNonMatches: { count: 2, total: 4 },
    thresholds: { lowest: 0.21, highest: 0.56 },
  });
});

test('a score that is a hundredth itself lies below its threshold', () => {
  const pairs = [pair('a', 'b', 0.3), pair('c', 'd', 0.29), pair('e', 'f', 0.1)];
  expect(validateStrictest(pairs)).toMatchObject({
    falseMatches: { count: 1, total: 3 },
    thresholds: { lowest: 0.3, highest: 0.31 },
  });
});

test('not known without two more people, or without pairs', () => {
  expect(validateStrictest([pair('a', 'b', 0.3)])).toHaveProperty('notKnown');
  expect(validateStrictest([])).toHaveProperty('notKnown');
});
