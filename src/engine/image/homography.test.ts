import { expect, test } from 'vitest';
import type { Point, Quad } from '#domain/geometry.js';
import {
  applyHomography,
  applyHomographyToQuad,
  composeHomographies,
  homographyBetween,
  invertHomography,
} from '#engine/image/homography.js';

const point = (x: number, y: number): Point => ({ x, y });
const square: Quad = [point(0, 0), point(10, 0), point(10, 10), point(0, 10)];
const trapezium: Quad = [point(3, 1), point(21, 4), point(18, 15), point(-2, 12)];

function expectQuad(actual: Quad, expected: Quad): void {
  actual.forEach((corner, index) => {
    expect(corner.x).toBeCloseTo(expected[index]!.x, 9);
    expect(corner.y).toBeCloseTo(expected[index]!.y, 9);
  });
}

test('each corner goes to its own corner', () => {
  expectQuad(applyHomographyToQuad(homographyBetween(square, trapezium)!, square), trapezium);
  expectQuad(applyHomographyToQuad(homographyBetween(trapezium, square)!, trapezium), square);
});

test('the crossing of the diagonals stays the crossing of the diagonals', () => {
  const rhombusLike: Quad = [point(0, 0), point(4, 0), point(3, 2), point(1, 2)];
  const centre = applyHomography(homographyBetween(square, rhombusLike)!, point(5, 5));
  expect(centre.x).toBeCloseTo(2, 9);
  expect(centre.y).toBeCloseTo(4 / 3, 9);
});

test('the inverse takes the corners back', () => {
  const there = homographyBetween(square, trapezium)!;
  expectQuad(applyHomographyToQuad(invertHomography(there)!, trapezium), square);
});

test('composition applies the first map first', () => {
  const doubled = composeHomographies([1, 0, 1, 0, 1, 0, 0, 0, 1], [2, 0, 0, 0, 2, 0, 0, 0, 1]);
  expect(applyHomography(doubled, point(3, 4))).toEqual(point(7, 8));
});

test('a quad with three corners on a line has no map', () => {
  const flat: Quad = [point(0, 0), point(5, 0), point(10, 0), point(0, 10)];
  expect(homographyBetween(flat, square)).toBeNull();
  expect(homographyBetween(square, [point(1, 1), point(1, 1), point(2, 2), point(0, 3)])).toBeNull();
});

test('a map without an inverse says so', () => {
  expect(invertHomography([1, 2, 3, 2, 4, 6, 0, 0, 1])).toBeNull();
  expect(invertHomography([0, 0, 0, 0, 0, 0, 0, 0, 0])).toBeNull();
});
