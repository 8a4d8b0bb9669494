import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clearConsentConfidenceScale,
  clearConsentScoreScale,
  deepidvScale,
  ootoScale,
  publishedScore,
  similarityAtThreshold,
  trustmaticScale,
} from '#domain/published-scale.js';
import { similarityOf } from '#engine/compare/similarity.js';

/** Operating points as calibration could set them. */
const threshold = fc.double({ min: -0.5, max: 0.95, noNaN: true });
/** Descriptors have about unit length: no distance exceeds 3. */
const score = fc.double({ min: -2, max: 1, noNaN: true });

test('exactly 0.75 at any threshold', () => {
  fc.assert(fc.property(threshold, (t) => similarityOf(t, t) === 0.75));
});

test('0.75 and above means a match, for any score and threshold', () => {
  fc.assert(fc.property(score, threshold, (s, t) => similarityOf(s, t) >= similarityAtThreshold === s >= t));
});

test('a hair below the threshold is below 0.75', () => {
  fc.assert(
    fc.property(threshold, (t) => {
      const justBelow = t - Math.max(Number.MIN_VALUE, Math.abs(t) * Number.EPSILON);
      return similarityOf(justBelow, t) < 0.75;
    }),
  );
});

test('strictly increasing', () => {
  fc.assert(
    fc.property(score, score, threshold, (a, b, t) => {
      fc.pre(Math.abs(a - b) > 1e-12);
      return a < b === similarityOf(a, t) < similarityOf(b, t);
    }),
  );
});

test('stays within 0 and 1, and reaches 1 for a picture and itself', () => {
  fc.assert(
    fc.property(score, threshold, (s, t) => {
      const similarity = similarityOf(s, t);
      return similarity > 0 && similarity <= 1;
    }),
  );
  fc.assert(fc.property(threshold, (t) => Math.abs(similarityOf(1, t) - 1) < 1e-15));
});

test('a threshold that nothing can reach is refused', () => {
  expect(() => similarityOf(0.5, 1)).toThrow(RangeError);
  expect(() => similarityOf(0.5, NaN)).toThrow(RangeError);
});

const scales = [ootoScale, deepidvScale, clearConsentConfidenceScale, clearConsentScoreScale, trustmaticScale];
/** Any score, and those that no rounding may carry over the threshold: itself and the doubles beside it. */
const scoreAndThreshold = fc
  .tuple(threshold, score, fc.constantFrom('any', 'at', 'below', 'above'))
  .map(([t, s, where]): [number, number] => {
    const hair = Math.max(Number.MIN_VALUE, Math.abs(t) * Number.EPSILON);
    return [{ any: s, at: t, below: t - hair, above: t + hair }[where], t];
  });

test('on every published scale, at any operating point, the published number gives the verdict', () => {
  fc.assert(
    fc.property(scoreAndThreshold, fc.constantFrom(...scales), ([s, t], scale) => {
      const published = publishedScore(similarityOf(s, t), s >= t, scale);
      return (
        published >= scale.threshold === s >= t &&
        published >= scale.least &&
        published <= scale.most &&
        published === Number(published.toFixed(scale.decimals))
      );
    }),
    { numRuns: 2000 },
  );
});

test('on every published scale a higher score is never published lower', () => {
  fc.assert(
    fc.property(scoreAndThreshold, score, fc.constantFrom(...scales), ([a, t], b, scale) => {
      const told = (s: number): number => publishedScore(similarityOf(s, t), s >= t, scale);
      return told(Math.min(a, b)) <= told(Math.max(a, b));
    }),
    { numRuns: 2000 },
  );
});
