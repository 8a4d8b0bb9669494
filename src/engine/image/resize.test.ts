import { expect, test } from 'vitest';
import { resize } from '#engine/image/resize.js';

const grey = (width: number, ...values: number[]) => ({
  width,
  height: values.length / width,
  data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
});

test('half the size averages blocks', () => {
  expect(resize(grey(4, 0, 100, 10, 30, 200, 100, 50, 70), 2, 1)).toEqual(grey(2, 100, 40));
});

test('an uneven ratio weighs by covered area', () => {
  // 3 → 2: each output pixel covers one and a half inputs.
  expect(resize(grey(3, 0, 90, 180), 2, 1)).toEqual(grey(2, 30, 150));
});

test('enlarging interpolates and keeps the borders', () => {
  expect(resize(grey(2, 0, 100), 4, 1)).toEqual(grey(4, 0, 25, 75, 100));
  expect(resize(grey(1, 42), 3, 2)).toEqual(grey(3, 42, 42, 42, 42, 42, 42));
});

test('the same size is the same picture', () => {
  const image = grey(2, 1, 2);
  expect(resize(image, 2, 1)).toBe(image);
});

test('rows are weighed as columns are', () => {
  expect(resize(grey(1, 0, 90, 180), 1, 2)).toEqual(grey(1, 30, 150));
  expect(resize(grey(1, 0, 100), 1, 4)).toEqual(grey(1, 0, 25, 75, 100));
});
