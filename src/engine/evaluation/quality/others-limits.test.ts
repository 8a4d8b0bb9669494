import { expect, test } from 'vitest';
import { alarmsOfOthersLimits } from '#engine/evaluation/quality/others-limits.js';

const both = { lower: true, upper: true };
const even = Array.from({ length: 34 }, (_, i) => i);

test('the extreme of even values lies within a quarter beyond the next ones', () => {
  expect(alarmsOfOthersLimits(even, both)).toBe(0);
});

test('a value far beyond all others is an alarm, on the side that is limited', () => {
  const withOutlier = [...even, 100];
  expect(alarmsOfOthersLimits(withOutlier, both)).toBe(1);
  expect(alarmsOfOthersLimits(withOutlier, { lower: true, upper: false })).toBe(0);
});

test('one value has nothing to be judged by', () => {
  expect(alarmsOfOthersLimits([5], both)).toBe(0);
});
