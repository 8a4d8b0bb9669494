import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { boxOfQuad, quadContains, quadOfBox } from '#engine/document/locate/quads.js';

test('a box survives being made corners and a box again', () => {
  const box = { x: 10, y: 20, width: 30, height: 12, angleDegrees: -120 };
  const again = boxOfQuad(quadOfBox(box));
  for (const key of ['x', 'y', 'width', 'height', 'angleDegrees'] as const) expect(again[key]).toBeCloseTo(box[key], 9);
});

test('a point is in a quad, beside it, or within the margin', () => {
  const square: Quad = quadOfBox({ x: 0, y: 0, width: 10, height: 10, angleDegrees: 0 });
  expect(quadContains(square, { x: 5, y: 5 })).toBe(true);
  expect(quadContains(square, { x: 12, y: 5 })).toBe(false);
  expect(quadContains(square, { x: 12, y: 5 }, 3)).toBe(true);
});

test('a box turned clockwise by a quarter has its top left corner at the picture’s top right', () => {
  const [topLeft] = quadOfBox({ x: 0, y: 4, width: 20, height: 10, angleDegrees: 90 });
  expect(topLeft.x).toBeCloseTo(15, 9);
  expect(topLeft.y).toBeCloseTo(-1, 9);
});
