import { expect, test } from 'vitest';
import { sampleRegion } from '#engine/liveness/sample-region.js';
import { turnQuarters } from '#engine/liveness/turn-quarters.js';

/** One row of grey levels. */
const row = (...levels: readonly number[]) => ({
  width: levels.length,
  height: 1,
  data: Uint8Array.from(levels.flatMap((level) => [level, level, level])),
});
const greys = (pixels: Float32Array): number[] => [...pixels].filter((_, i) => i % 3 === 0);

test('a region of the wanted size is taken as it is', () => {
  const image = { width: 2, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) };
  expect([...sampleRegion(image, { left: 0, top: 0, right: 2, bottom: 2 }, 2)]).toEqual([...image.data]);
});

test('shrinking looks at the two pixels around each point and no others', () => {
  // Points at 2.5 and 8.5 in pixels whose middles are at i + ½.
  const image = row(0, 0, 100, 200, 0, 0, 0, 0, 0, 40);
  expect(greys(sampleRegion({ ...image }, { left: 0, top: 0, right: 10, bottom: 1 }, 2)).slice(0, 2)).toEqual([100, 0]);
  expect(greys(sampleRegion(image, { left: 0, top: 0, right: 8, bottom: 1 }, 2)).slice(0, 2)).toEqual([50, 0]);
});

test('enlarging interpolates, and the outermost pixels reach to the border', () => {
  expect(greys(sampleRegion(row(9, 0, 100, 9), { left: 1, top: 0, right: 3, bottom: 1 }, 4)).slice(0, 4)).toEqual([
    0, 25, 75, 100,
  ]);
});

test('quarters turn anticlockwise', () => {
  const square = Float32Array.from([1, 2, 3, 4].flatMap((grey) => [grey, grey, grey]));
  expect([1, 2, 3, 4, -1].map((quarters) => greys(turnQuarters(square, 2, quarters)))).toEqual([
    [2, 4, 1, 3],
    [4, 3, 2, 1],
    [3, 1, 4, 2],
    [1, 2, 3, 4],
    [3, 1, 4, 2],
  ]);
});
