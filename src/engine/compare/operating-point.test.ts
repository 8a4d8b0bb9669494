import { expect, test } from 'vitest';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';

const { metric, threshold, reviewFrom, falseMatchRates } = shippedOperatingPoint;

test('decides at a distance of .32, with a review band to .39', () => {
  expect({ metric, threshold, reviewFrom }).toEqual({ metric: 'euclidean', threshold: 0.68, reviewFrom: 0.61 });
});

test('the false match rates fall with rising score, and the threshold is a measured point of at most 1e-4', () => {
  for (const [i, { score, rate }] of falseMatchRates.entries()) {
    const next = falseMatchRates[i + 1];
    if (next !== undefined) expect([next.score > score, next.rate < rate]).toEqual([true, true]);
  }
  expect(falseMatchRates.find(({ score }) => score === threshold)?.rate).toBeLessThanOrEqual(1e-4);
});
