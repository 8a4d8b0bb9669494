import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clearConsentConfidenceScale,
  clearConsentScoreScale,
  deepidvScale,
  ootoScale,
  publishedScore,
  trustmaticScale,
} from '#domain/published-scale.js';

const scales = {
  ooto: ootoScale,
  deepidv: deepidvScale,
  'ClearConsent confidence': clearConsentConfidenceScale,
  'ClearConsent score': clearConsentScoreScale,
  trustmatic: trustmaticScale,
};

test('the ends and the anchor of each scale', () => {
  const told = Object.entries(scales).map(([name, scale]) => [
    name,
    publishedScore(0, false, scale),
    publishedScore(0.75, true, scale),
    publishedScore(1, true, scale),
  ]);
  expect(told).toEqual([
    ['ooto', 0, 0.75, 1],
    ['deepidv', 0, 80, 100],
    ['ClearConsent confidence', 0, 0.75, 1],
    ['ClearConsent score', 0, 75, 100],
    ['trustmatic', 0, 27, 100],
  ]);
});

test.each([
  [0.75, true, 0.75, 80, 75, 27],
  [0.75001, true, 0.7501, 80.01, 76, 28],
  [0.9123, true, 0.9123, 92.99, 92, 75],
  [0.99999, true, 1, 100, 100, 100],
  [0.7499999, false, 0.7499, 79.99, 74, 26],
  [0.5, false, 0.5, 53.33, 50, 18],
  [0.00004, false, 0, 0, 0, 0],
  // A calibration can leave the mapped value a hair on the wrong side; the verdict leads.
  [0.7499999999, true, 0.75, 80, 75, 27],
  [0.75, false, 0.7499, 79.99, 74, 26],
])('similarity %d with match %s on every scale', (similarity, match, ooto, deepidv, clearConsent, trustmatic) => {
  expect(publishedScore(similarity, match, ootoScale)).toBe(ooto);
  expect(publishedScore(similarity, match, clearConsentConfidenceScale)).toBe(ooto);
  expect(publishedScore(similarity, match, deepidvScale)).toBe(deepidv);
  expect(publishedScore(similarity, match, clearConsentScoreScale)).toBe(clearConsent);
  expect(publishedScore(similarity, match, trustmaticScale)).toBe(trustmatic);
});

const similarity = fc.double({ min: 0, max: 1, noNaN: true });

describe.each(Object.entries(scales))('%s', (_, scale) => {
  test('the published number compared with the anchor is the verdict, inside the range and in whole steps', () => {
    fc.assert(
      fc.property(similarity, fc.boolean(), (value, match) => {
        const published = publishedScore(value, match, scale);
        expect(published >= scale.threshold).toBe(match);
        expect(published).toBeGreaterThanOrEqual(scale.least);
        expect(published).toBeLessThanOrEqual(scale.most);
        expect(published).toBe(Number(published.toFixed(scale.decimals)));
      }),
    );
  });

  test('more likeness is never published as less', () => {
    fc.assert(
      fc.property(similarity, similarity, (a, b) => {
        const [lower, higher] = [Math.min(a, b), Math.max(a, b)];
        const told = (value: number) => publishedScore(value, value >= 0.75, scale);
        expect(told(lower)).toBeLessThanOrEqual(told(higher));
      }),
    );
  });
});

test("ClearConsent's score is its confidence × 100, rounded away from the threshold", () => {
  fc.assert(
    fc.property(similarity, fc.boolean(), (value, match) => {
      const confidence = publishedScore(value, match, clearConsentConfidenceScale);
      const hundredfold = Math.round(confidence * 10_000) / 100;
      const rounded = match ? Math.ceil(hundredfold) : Math.floor(hundredfold);
      expect(publishedScore(value, match, clearConsentScoreScale)).toBe(rounded);
    }),
  );
});
