import { expect, test } from 'vitest';
import { sortScores } from '#engine/evaluation/error-rates.js';
import { detCurve } from '#engine/evaluation/pairs/det-curve.js';

test('both rates at every threshold', () => {
  expect(detCurve(sortScores([0.4, 0.8], [0.1, 0.5]))).toEqual([
    { threshold: 0.1, fmr: 1, fnmr: 0 },
    { threshold: 0.4, fmr: 0.5, fnmr: 0 },
    { threshold: 0.5, fmr: 0.5, fnmr: 0.5 },
    { threshold: 0.8, fmr: 0, fnmr: 0.5 },
  ]);
});

test('of many scores a few hundred points are left, the ends among them', () => {
  const scores = Array.from({ length: 20_000 }, (_, i) => i / 20_000);
  const curve = detCurve(sortScores(scores, scores));
  expect(curve.length).toBeLessThan(1000);
  expect([curve[0]!.threshold, curve.at(-1)!.threshold]).toEqual([0, 19_999 / 20_000]);
});

test('one kind alone has no curve', () => expect(detCurve(sortScores([1], []))).toEqual([]));
