import { expect, test } from 'vitest';
import { ootoScale, publishedScore } from '#domain/published-scale.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { defaultPolicy } from '#engine/decision/policy.js';
import { judgeFaces } from '#engine/judge-faces.js';

const at = (distance: number) => ({ digest: 'd', vector: Float32Array.of(distance, 0) });
const calibrated = { ...defaultPolicy, operatingPoint: { threshold: 0.75, reviewFrom: 0.5 } };

test('an application decides at its own operating point, and the scale moves with it', () => {
  expect(judgeFaces(at(0), at(0.3125), shippedRecogniser)).toMatchObject({ match: true, decision: 'match' });
  expect(judgeFaces(at(0), at(0.3125), shippedRecogniser, calibrated)).toMatchObject({
    match: false,
    decision: 'review',
    reasons: ['similarity-in-review-band'],
    comparison: { score: 0.6875, threshold: 0.75 },
  });
  expect(judgeFaces(at(0), at(0.25), shippedRecogniser, calibrated)).toMatchObject({ match: true, similarity: 0.75 });
  expect(judgeFaces(at(0), at(0.75), shippedRecogniser, calibrated)).toMatchObject({
    match: false,
    decision: 'no-match',
  });
});

test.each([0, 0.2, 0.25, 0.2500001, 0.32, 0.39, 0.5, 0.9])('the published verdict at distance %d', (distance) => {
  for (const policy of [defaultPolicy, calibrated]) {
    const { match, similarity } = judgeFaces(at(0), at(distance), shippedRecogniser, policy);
    expect(publishedScore(similarity, match, ootoScale) >= ootoScale.threshold).toBe(match);
  }
});

test.each([
  [{ threshold: 0.5, reviewFrom: 0.6 }],
  [{ threshold: 1, reviewFrom: 0.5 }],
  [{ threshold: NaN, reviewFrom: 0.5 }],
])('an operating point that cannot be is refused: %j', (operatingPoint) => {
  expect(() => judgeFaces(at(0), at(0), shippedRecogniser, { ...defaultPolicy, operatingPoint })).toThrow(RangeError);
});
