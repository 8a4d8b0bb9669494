import { expect, test } from 'vitest';
import { angleBetween } from '#engine/document/locate/angles.js';
import { textRows } from '#engine/document/locate/text-rows.js';

const region = (x: number, y: number, width: number, height = 10, angleDegrees = 0) => ({
  box: { x, y, width, height, angleDegrees },
  score: 1,
});

test('regions on one line are one row, longest row first', () => {
  const rows = textRows([region(0, 0, 100), region(110, 1, 60), region(0, 40, 120)], {
    seedAspect: 6,
    maximumGapHeights: 3,
  });
  expect(rows.map(({ length, regions }) => [length, regions.length])).toEqual([
    [170, 2],
    [120, 1],
  ]);
});

test('a gap that is too wide parts a row', () => {
  const rows = textRows([region(0, 0, 100), region(200, 0, 60)], { seedAspect: 6, maximumGapHeights: 3 });
  expect(rows).toHaveLength(2);
});

test('angles are between undirected lines', () => {
  expect([angleBetween(89, -89), angleBetween(10, 100), angleBetween(0, 180)]).toEqual([2, 90, 0]);
});
