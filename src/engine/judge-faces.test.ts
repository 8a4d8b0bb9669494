import { expect, test } from 'vitest';
import { ootoScale, publishedScore } from '#domain/published-scale.js';
import { ForeignOperatingPointError, operatingPointUnder } from '#engine/compare/operating-point.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { searchThreshold } from '#engine/compare/search-threshold.js';
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

const policy = {
  ...defaultPolicy,
  operatingPoint: {
    threshold: 0.5,
    reviewFrom: 0.25,
    policy: 'shop@2',
    recogniserDigest: shippedRecogniser.digest,
    falseMatchRates: [
      { score: 0.25, rate: 1e-2 },
      { score: 0.5, rate: 1e-4 },
    ],
  },
};

test('a calibrated policy decides by its own table, and is named in the answer', () => {
  const { match, comparison } = judgeFaces(at(0), at(0.5), shippedRecogniser, policy);
  expect({ match, comparison }).toEqual({
    match: true,
    comparison: { score: 0.5, threshold: 0.5, falseMatchRate: 1e-4, falseMatchRateAtMost: 1e-4, policy: 'shop@2' },
  });
  expect(judgeFaces(at(0), at(0.5), shippedRecogniser).comparison).not.toHaveProperty('policy');
});

test('a policy of another recogniser decides nothing', () => {
  const foreign = { ...policy, operatingPoint: { ...policy.operatingPoint, recogniserDigest: 'another' } };
  expect(() => judgeFaces(at(0), at(0), shippedRecogniser, foreign)).toThrow(ForeignOperatingPointError);
});

test('a search of many people takes its threshold from the table of the policy', () => {
  const operatingPoint = operatingPointUnder(policy, shippedRecogniser);
  // 100 strangers at 1e-4 each are about 1 %.
  const { threshold, expectedFpir } = searchThreshold({ gallerySamples: 100, wantedFpir: 0.01, operatingPoint });
  expect(threshold).toBeCloseTo(0.5, 2);
  expect(expectedFpir).toBeCloseTo(0.01, 3);
});
