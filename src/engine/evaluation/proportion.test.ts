import { expect, test } from 'vitest';
import { clopperPearsonUpper, proportion } from '#engine/evaluation/proportion.js';

test('of no event in n trials: 1 − 0.05^(1/n), the "rule of three"', () => {
  expect(clopperPearsonUpper(0, 10, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 10), 12);
  expect(clopperPearsonUpper(0, 6834, 0.95)).toBeCloseTo(1 - 0.05 ** (1 / 6834), 12);
});

test('published values: the 95 % two-sided interval of 1 in 10 ends at 0.4450, of 5 in 10 at 0.8129', () => {
  expect(clopperPearsonUpper(1, 10, 0.975)).toBeCloseTo(0.445, 4);
  expect(clopperPearsonUpper(5, 10, 0.975)).toBeCloseTo(0.8129, 4);
});

test('every trial: 1', () => {
  expect(proportion(3, 3)).toEqual({ count: 3, total: 3, rate: 1, upper95: 1 });
});

test('nothing tried: no rate', () => {
  expect(proportion(0, 0)).toEqual({ count: 0, total: 0, rate: null, upper95: null });
});
