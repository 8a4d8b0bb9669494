import { expect, test } from 'vitest';
import { polygonOverlap } from '#engine/evaluation/documents/polygon-overlap.js';

const box = (x: number, y: number, width: number, height: number) => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
const frame = { width: 100, height: 100 };

test.each([
  ['the same box', box(10, 10, 20, 20), box(10, 10, 20, 20), 1],
  ['the same box, turned by a half and the other way round', box(10, 10, 20, 20), box(10, 10, 20, 20).reverse(), 1],
  ['half a box', box(10, 10, 20, 20), box(10, 10, 20, 10), 0.5],
  ['boxes that share a quarter', box(0, 0, 20, 20), box(10, 10, 20, 20), 100 / 700],
  ['boxes apart', box(0, 0, 10, 10), box(50, 50, 10, 10), 0],
  ['what lies outside the picture', box(90, 0, 50, 20), box(90, 0, 10, 20), 1],
  [
    'a diamond in a square',
    box(0, 0, 20, 20),
    [
      { x: 10, y: 0 },
      { x: 20, y: 10 },
      { x: 10, y: 20 },
      { x: 0, y: 10 },
    ],
    0.5,
  ],
])('%s', (_name, a, b, expected) => {
  expect(polygonOverlap(a, b, frame)).toBeCloseTo(expected, 9);
});
