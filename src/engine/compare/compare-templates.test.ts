import { expect, test } from 'vitest';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';

const at = (distance: number, digest = 'd') => ({ digest, vector: Float32Array.of(distance, 0) });
const point: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.25,
  falseMatchRates: [
    { score: 0.25, rate: 1e-2 },
    { score: 0.5, rate: 1e-4 },
  ],
};

test('a match from the threshold on, which has a similarity of 0.75', () => {
  expect(compareTemplates(at(0), at(0.5), point)).toEqual({
    match: true,
    inReviewBand: false,
    similarity: 0.75,
    comparison: { score: 0.5, threshold: 0.5, falseMatchRate: 1e-4, falseMatchRateAtMost: 1e-4 },
  });
});

test('below the threshold a person should look, as far as the review band goes', () => {
  expect(compareTemplates(at(0), at(0.75), point)).toMatchObject({ match: false, inReviewBand: true });
  expect(compareTemplates(at(0), at(0.7501), point)).toMatchObject({ match: false, inReviewBand: false });
});

test('a template and itself are as alike as can be', () => {
  expect(compareTemplates(at(0.3), at(0.3), point)).toMatchObject({
    match: true,
    similarity: 1,
    comparison: { score: 1 },
  });
});

test('templates of different recognisers are never compared', () => {
  expect(() => compareTemplates(at(0), at(0, 'other'), point)).toThrow('different recognisers');
});
