import { expect, test } from 'vitest';
import { rasterise } from '#specimens/draw/rasterise.js';

const contour = (...points: number[]) => Float64Array.from(points);

const rows = (outline: Float64Array[], width: number, height: number): number[][] => {
  const coverage = rasterise(outline, width, height)!;
  return Array.from({ length: coverage.height }, (_, y) =>
    Array.from(coverage.data.subarray(y * coverage.width, (y + 1) * coverage.width), (value) => +value.toFixed(4)),
  );
};

test('a rectangle covers pixels by area', () => {
  expect(rasterise([contour(1.5, 1, 3.25, 1, 3.25, 2.5, 1.5, 2.5)], 9, 9)).toMatchObject({
    left: 1,
    top: 1,
    width: 3,
    height: 2,
  });
  expect(rows([contour(1.5, 1, 3.25, 1, 3.25, 2.5, 1.5, 2.5)], 9, 9)).toEqual([
    [0.5, 1, 0.25],
    [0.25, 0.5, 0.125],
  ]);
});

test('a slanted edge crosses several pixels of a row', () => {
  // The triangle under the diagonal of a 4 × 1 strip.
  expect(rows([contour(0, 1, 4, 0, 4, 1)], 4, 1)).toEqual([[0.125, 0.375, 0.625, 0.875]]);
});

test('a contour that runs the other way cuts a hole; overlaps count once', () => {
  const outer = contour(0, 0, 3, 0, 3, 1, 0, 1);
  expect(rows([outer, contour(1, 0, 1, 1, 2, 1, 2, 0)], 3, 1)).toEqual([[1, 0, 1]]);
  expect(rows([outer, contour(1, 0, 2, 0, 2, 1, 1, 1)], 3, 1)).toEqual([[1, 1, 1]]);
});

test('what lies outside is cut off without a trace', () => {
  expect(rows([contour(-5, -5, 1.5, -5, 1.5, 9, -5, 9)], 3, 2)).toEqual([
    [1, 0.5],
    [1, 0.5],
  ]);
  expect(rows([contour(1, 0, 50, 0, 50, 1, 1, 1)], 3, 1)).toEqual([[1, 1]]);
  expect(rasterise([contour(5, 5, 6, 5, 6, 6)], 3, 3)).toBeNull();
});

test('a polygon of many corners covers the area of its circle', () => {
  const circle = Array.from({ length: 64 }, (_, i) => [
    10 + 7 * Math.cos((i * Math.PI) / 32),
    10 + 7 * Math.sin((i * Math.PI) / 32),
  ]).flat();
  const covered = rows([contour(...circle)], 20, 20)
    .flat()
    .reduce((sum, value) => sum + value);
  expect(covered).toBeCloseTo(0.5 * 64 * 49 * Math.sin((2 * Math.PI) / 64), 1);
});
