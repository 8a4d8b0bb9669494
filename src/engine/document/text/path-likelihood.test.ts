import { expect, test } from 'vitest';
import { lineOf } from '#engine/document/ocr/line-probabilities.js';
import { pathLogLikelihood } from '#engine/document/text/path-likelihood.js';

/** Steps of three classes, the blank first. */
const line = (...steps: [number, number, number][]) => lineOf(Float32Array.from(steps.flat()), 0, steps.length, 3);

test('the likelihood of what lies between the first and the last character, per character', () => {
  const seen = line([0.6, 0.4, 0], [0.2, 0.8, 0], [0.1, 0.9, 0], [0.5, 0.3, 0.2], [0, 0.3, 0.7], [0.9, 0.1, 0]);
  expect(pathLogLikelihood(seen)).toBeCloseTo(Math.log(0.8 * 0.9 * 0.5 * 0.7) / 2, 6);
});

test('blanks alone are no reading', () => {
  expect(pathLogLikelihood(line([0.6, 0.4, 0]))).toBe(-Infinity);
});
