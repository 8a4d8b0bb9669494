import { expect, test } from 'vitest';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { boxAround } from '#specimens/geometry.js';

test('a box has its corners clockwise from the top left', () => {
  expect(cornersOfBox({ x: 1, y: 2, width: 3, height: 4 })).toEqual([
    { x: 1, y: 2 },
    { x: 4, y: 2 },
    { x: 4, y: 6 },
    { x: 1, y: 6 },
  ]);
});

test('a quad turned clockwise gives the unturned box of its centre', () => {
  // 4 × 2 about (5, 5), turned by 90°.
  expect(
    boxAround([
      { x: 6, y: 3 },
      { x: 6, y: 7 },
      { x: 4, y: 7 },
      { x: 4, y: 3 },
    ]),
  ).toEqual({ x: 3, y: 4, width: 4, height: 2, angleDegrees: 90 });
});
