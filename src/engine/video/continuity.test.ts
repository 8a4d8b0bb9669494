import { expect, test } from 'vitest';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { faceContinuity } from '#engine/video/continuity.js';
import { frontalLikeness } from '#engine/video/frontal-likeness.js';

const operatingPoint: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.4,
  falseMatchRates: [{ score: 0.5, rate: 1e-4 }],
};
const at = (place: number, yawDegrees = 0) => ({
  pose: { yawDegrees, pitchDegrees: 0, rollDegrees: 0 },
  template: { digest: 'd', vector: Float32Array.of(place) },
});
const told = (...places: Parameters<typeof at>[]) =>
  faceContinuity(
    frontalLikeness(
      places.map((place) => at(...place)),
      operatingPoint,
    ),
  );

test('a face that changes step by step hangs together by its steps', () => {
  const { leastSimilarity, weakestLink } = told([0], [0.75], [0.25], [0.5]);
  expect(weakestLink).toBe(0.875); // a quarter
  expect(leastSimilarity).toBeLessThan(0.75); // three quarters
});

test('two people hang together by their most alike pair', () => {
  const { weakestLink } = told([0], [0.1], [1.1], [1]);
  expect(weakestLink).toBeLessThan(0.2);
  expect(weakestLink).toBe(told([0.1], [1]).leastSimilarity);
});

test('turned heads are left out, and one face alone says nothing', () => {
  const nothing = { leastSimilarity: null, weakestLink: null };
  expect(told()).toEqual(nothing);
  expect(told([0])).toEqual(nothing);
  expect(told([0], [5, 30], [5, -30])).toEqual(nothing);
  expect(told([0], [0], [5, 30])).toEqual({ leastSimilarity: 1, weakestLink: 1 });
});
