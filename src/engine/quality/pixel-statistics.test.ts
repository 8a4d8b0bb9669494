import { expect, test } from 'vitest';
import { lumaPercentiles, percentileOf } from '#engine/quality/pixel-statistics.js';

test('percentiles of a sorted list', () => {
  expect(percentileOf([1, 2, 3, 4, 5], 0.5)).toBe(3);
  expect(percentileOf([1, 2, 3, 4, 5], 1)).toBe(5);
});

test('percentiles of luma look at the masked pixels only', () => {
  const luma = Float32Array.of(0.1, 0.2, 0.3, 0.9);
  const [low, high] = lumaPercentiles(luma, Uint8Array.of(1, 1, 1, 0), [0, 1]);
  expect(low).toBeCloseTo(0, 1);
  expect(high).toBeCloseTo(0.3, 2);
  expect(lumaPercentiles(luma, new Uint8Array(4), [0.5])).toEqual([0]);
});
