import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  areaUnderCurve,
  countBelow,
  countUpTo,
  equalErrorRate,
  errorsAtFalseMatchRate,
  sortScores,
} from '#engine/evaluation/error-rates.js';

const scores = sortScores([0.9, 0.8, 0.7, 0.4], [0.5, 0.3, 0.2, 0.1]);

test('one genuine pair below one impostor: 15 of 16 in order', () => {
  expect(areaUnderCurve(scores)).toBe(15 / 16);
  expect(equalErrorRate(scores)).toBe(0.25);
});

test('separable scores have no error, equal ones are a coin', () => {
  const apart = sortScores([0.8, 0.9], [0.1, 0.2]);
  expect([areaUnderCurve(apart), equalErrorRate(apart)]).toEqual([1, 0]);
  const same = sortScores([0.5, 0.5], [0.5, 0.5]);
  expect([areaUnderCurve(same), equalErrorRate(same)]).toEqual([0.5, 0.5]);
});

test('the area equals the count over all pairs of pairs', () => {
  const values = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, values, (genuine, impostor) => {
      let wins = 0;
      for (const g of genuine) for (const i of impostor) wins += g > i ? 1 : g === i ? 0.5 : 0;
      return Math.abs(areaUnderCurve(sortScores(genuine, impostor))! - wins / genuine.length / impostor.length) < 1e-12;
    }),
  );
});

test('false non-matches at a wanted false match rate', () => {
  expect(errorsAtFalseMatchRate(scores, 0.25)).toEqual({ above: 0.3, falseMatches: 1, falseNonMatches: 0 });
  expect(errorsAtFalseMatchRate(scores, 1)).toEqual({ above: -Infinity, falseMatches: 4, falseNonMatches: 0 });
});

test('tied impostors are all accepted or all refused, and the rate is never exceeded', () => {
  expect(errorsAtFalseMatchRate(sortScores([0.5, 0.6], [0.1, 0.2, 0.5, 0.5]), 0.25)).toEqual({
    above: 0.5,
    falseMatches: 0,
    falseNonMatches: 1,
  });
});

test('too few impostors for the rate: not known', () => {
  expect(errorsAtFalseMatchRate(scores, 0.2)).toBeNull();
});

test('one kind alone has neither area nor equal error rate', () => {
  const empty = sortScores([1], []);
  expect([areaUnderCurve(empty), equalErrorRate(empty)]).toEqual([null, null]);
});

test('counting in sorted numbers', () => {
  const sorted = Float64Array.of(1, 2, 2, 3);
  expect([countBelow(sorted, 2), countUpTo(sorted, 2), countBelow(sorted, 4), countUpTo(sorted, 0)]).toEqual([
    1, 3, 4, 0,
  ]);
});
