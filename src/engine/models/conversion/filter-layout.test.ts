import { expect, test } from 'vitest';
import { toOnnxDepthwiseFilter, toOnnxFilter } from '#engine/models/conversion/filter-layout.js';

test('a 1×2 filter of 2 inputs and 3 outputs goes to output-major order, scaled per output', () => {
  const hwio = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
  expect([...toOnnxFilter([1, 2, 2, 3], hwio)]).toEqual([0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]);
  expect([...toOnnxFilter([1, 2, 2, 3], hwio, Float32Array.of(1, 0, 10))]).toEqual([
    0, 6, 3, 9, 0, 0, 0, 0, 20, 80, 50, 110,
  ]);
});

test('a depthwise filter goes to channel-major order', () => {
  expect([...toOnnxDepthwiseFilter([2, 1, 3, 1], Float32Array.of(0, 1, 2, 3, 4, 5))]).toEqual([0, 3, 1, 4, 2, 5]);
});

test('another rank is refused', () => {
  expect(() => toOnnxFilter([2, 2], new Float32Array(4))).toThrow('a convolution filter has 4 dimensions, got 2');
});
