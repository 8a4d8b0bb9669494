import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { lineTensor, quadOfBox } from '#engine/document/ocr/line-tensor.js';

/** 96 × 48, the left half red, the right half blue. */
const halves = {
  width: 96,
  height: 48,
  data: Uint8Array.from(
    { length: 96 * 48 * 3 },
    (_, i) => (Math.floor(i / 3) % 96 < 48 ? [255, 0, 0] : [0, 0, 255])[i % 3]!,
  ),
};
const whole: Quad = [
  { x: 0, y: 0 },
  { x: 96, y: 0 },
  { x: 96, y: 48 },
  { x: 0, y: 48 },
];

test('a line of the right height is taken as it is: planes blue, green, red from −1 to 1', () => {
  const { width, data } = lineTensor(halves, whole)!;
  expect(width).toBe(96);
  const at = (plane: number, x: number, y: number) => data[plane * 96 * 48 + y * 96 + x];
  expect([at(0, 10, 5), at(1, 10, 5), at(2, 10, 5)]).toEqual([-1, -1, 1]);
  expect([at(0, 80, 40), at(1, 80, 40), at(2, 80, 40)]).toEqual([1, -1, -1]);
});

test('a line on its head is read from its own top left corner', () => {
  const [a, b, c, d] = whole;
  const { width, data } = lineTensor(halves, [c, d, a, b])!;
  expect(data[2 * width * 48 + 10]).toBe(-1);
  expect(data[10]).toBe(1);
});

test('the width keeps the proportions, in multiples of 8', () => {
  const low: Quad = [
    { x: 0, y: 0 },
    { x: 96, y: 0 },
    { x: 96, y: 12 },
    { x: 0, y: 12 },
  ];
  expect(lineTensor(halves, low)!.width).toBe(384);
});

test('a quad without height has no line', () => {
  expect(lineTensor(halves, [whole[0], whole[1], whole[1], whole[0]])).toBeNull();
});

test('a box turned clockwise by a quarter has its top left corner at the picture’s top right', () => {
  const [topLeft] = quadOfBox({ x: 0, y: 4, width: 20, height: 10, angleDegrees: 90 });
  expect(topLeft.x).toBeCloseTo(15, 9);
  expect(topLeft.y).toBeCloseTo(-1, 9);
});
