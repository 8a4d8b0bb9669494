import { expect, test } from 'vitest';
import { falseMatchRateAt, falseMatchRateBound } from '#engine/compare/false-match-rate.js';

const measured = [
  { score: 0.4, rate: 1e-2 },
  { score: 0.5, rate: 1e-4 },
];

test('as measured at the points, log-linear between them', () => {
  expect(falseMatchRateAt(0.4, measured)).toBe(1e-2);
  expect(falseMatchRateAt(0.5, measured)).toBe(1e-4);
  expect(falseMatchRateAt(0.45, measured)).toBeCloseTo(1e-3, 10);
});

test('null where nothing was measured', () => {
  expect(falseMatchRateAt(0.51, measured)).toBeNull();
  expect(falseMatchRateAt(0.39, measured)).toBeNull();
});

test('the bound goes on beyond the last point, and is unknown below the first', () => {
  expect([0.39, 0.4, 0.5, 0.9].map((score) => falseMatchRateBound(score, measured))).toEqual([null, 1e-2, 1e-4, 1e-4]);
});
