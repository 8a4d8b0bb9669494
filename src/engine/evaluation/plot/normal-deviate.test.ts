import { expect, test } from 'vitest';
import { normalDeviate } from '#engine/evaluation/plot/normal-deviate.js';

test('known quantiles, on both sides', () => {
  expect(normalDeviate(0.5)).toBeCloseTo(0, 9);
  expect(normalDeviate(0.975)).toBeCloseTo(1.959963985, 8);
  expect(normalDeviate(0.025)).toBeCloseTo(-1.959963985, 8);
  expect(normalDeviate(1e-4)).toBeCloseTo(-3.719016485, 8);
});

test('the ends have none', () => expect(() => normalDeviate(0)).toThrow(RangeError));
