import fc from 'fast-check';
import { expect, test } from 'vitest';
import { similarityAtThreshold, similarityOf } from '#engine/compare/similarity.js';

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
