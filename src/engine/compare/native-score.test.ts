import { expect, test } from 'vitest';
import { nativeScore } from '#engine/compare/native-score.js';

const template = (vector: number[], digest = 'd') => ({ digest, vector: Float32Array.from(vector) });

test('euclidean is 1 − distance', () => {
  expect(nativeScore('euclidean', template([0, 0]), template([3, 4]))).toBe(-4);
  expect(nativeScore('euclidean', template([1, 2]), template([1, 2]))).toBe(1);
});

test('cosine does not depend on length and never leaves −1 to 1', () => {
  expect(nativeScore('cosine', template([1, 0]), template([0, 5]))).toBe(0);
  expect(nativeScore('cosine', template([0.1, 0.3, 0.7]), template([0.2, 0.6, 1.4]))).toBeCloseTo(1, 12);
  expect(nativeScore('cosine', template([1, 2]), template([-2, -4]))).toBeCloseTo(-1, 12);
});

test('templates of different recognisers, of different length or without a number are refused', () => {
  expect(() => nativeScore('euclidean', template([1]), template([1], 'other'))).toThrow('different recognisers');
  expect(() => nativeScore('euclidean', template([1]), template([1, 2]))).toThrow('different recognisers');
  expect(() => nativeScore('cosine', template([0]), template([0]))).toThrow('no finite descriptor');
  expect(() => nativeScore('euclidean', template([NaN]), template([0]))).toThrow('no finite descriptor');
});
