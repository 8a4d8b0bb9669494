import { expect, test } from 'vitest';
import { sortScores } from '#engine/evaluation/error-rates.js';
import { scoreHistogram } from '#engine/evaluation/pairs/score-histogram.js';

test('both kinds share their bins, and the largest score lies in the last', () => {
  expect(scoreHistogram(sortScores([0.5, 1], [0, 0.25]), 4)).toEqual({
    from: 0,
    width: 0.25,
    mated: [0, 0, 1, 1],
    nonMated: [1, 1, 0, 0],
  });
});

test('nothing, or one score alone', () => {
  expect(scoreHistogram(sortScores([], []))).toBeNull();
  expect(scoreHistogram(sortScores([0.5], []), 2)).toEqual({ from: 0.5, width: 1, mated: [1, 0], nonMated: [0, 0] });
});
