import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { borderDistancePitches } from '#engine/document/mrz/border-distance.js';

const line = (left: number, right: number): Quad => [
  { x: left, y: 40 },
  { x: right, y: 40 },
  { x: right, y: 50 },
  { x: left, y: 50 },
];

test('the nearest end of any line counts, from the middle of its character', () => {
  // 10 characters of 10 pixels, 30 pixels to the left border and 20 to the right one.
  expect(borderDistancePitches([line(30, 130)], [10], { width: 150, height: 90 })).toBeCloseTo(2.5, 6);
  expect(borderDistancePitches([line(30, 130), line(30, 140)], [10, 11], { width: 150, height: 90 })).toBeCloseTo(
    1.5,
    6,
  );
});

test('a line that runs up the picture meets its upper border', () => {
  const upwards: Quad = [
    { x: 40, y: 110 },
    { x: 40, y: 10 },
    { x: 50, y: 10 },
    { x: 50, y: 110 },
  ];
  expect(borderDistancePitches([upwards], [10], { width: 90, height: 200 })).toBeCloseTo(1.5, 6);
});

test('what lies beyond the border is less than half a pitch from it', () => {
  expect(borderDistancePitches([line(10, 110)], [10], { width: 103, height: 90 })).toBeCloseTo(-0.2, 6);
});
