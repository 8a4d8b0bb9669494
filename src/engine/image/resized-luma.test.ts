import { expect, test } from 'vitest';
import type { Luminance } from '#engine/image/luminance.js';
import { resizedLuma } from '#engine/image/resized-luma.js';

/** A picture of grey levels, row by row. */
const grey = (width: number, ...levels: number[]): Luminance => ({
  width,
  height: levels.length / width,
  data: Uint8Array.from(levels),
  channels: 1,
});
const rounded = (values: Float32Array): number[] => [...values].map((value) => Math.round(value * 255));

test('the same size is the luminance itself, on its ground', () => {
  const padded = { width: 3, height: 3, luma: 0.2 };
  expect(rounded(resizedLuma(grey(2, 0, 100, 200, 255), 2, 2, padded))).toEqual([0, 100, 51, 200, 255, 51, 51, 51, 51]);
});

test('halving takes the mean of what lies under each pixel', () => {
  const image = grey(4, 0, 20, 40, 60, 100, 120, 140, 160);
  expect(rounded(resizedLuma(image, 2, 1, { width: 2, height: 1, luma: 0 }))).toEqual([60, 100]);
});

test('enlarging goes from pixel centre to pixel centre and repeats the border', () => {
  expect(rounded(resizedLuma(grey(2, 0, 100), 4, 1, { width: 4, height: 1, luma: 0 }))).toEqual([0, 25, 75, 100]);
  expect(rounded(resizedLuma(grey(1, 0, 100, 200), 1, 6, { width: 1, height: 6, luma: 0 }))).toEqual([
    0, 25, 75, 125, 175, 200,
  ]);
});
