import { expect, test } from 'vitest';
import { splitPixmaps } from '#engine/video/split-pixmaps.js';

const pixmap = (width: number, height: number, level: number): Buffer =>
  Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), Buffer.alloc(3 * width * height, level)]);
const sizes = (bytes: Uint8Array) => splitPixmaps(bytes).map(({ width, height, data }) => [width, height, [...data]]);

test('pictures one behind the other', () => {
  expect(sizes(Buffer.concat([pixmap(1, 1, 7), pixmap(2, 1, 80)]))).toEqual([
    [1, 1, [7, 7, 7]],
    [2, 1, [80, 80, 80, 80, 80, 80]],
  ]);
});

test('what is cut off at the end, or is something else, is left out', () => {
  const two = Buffer.concat([pixmap(1, 1, 7), pixmap(2, 1, 80)]);
  expect(sizes(two.subarray(0, two.length - 1))).toEqual([[1, 1, [7, 7, 7]]]);
  expect(sizes(Buffer.concat([pixmap(1, 1, 7), Buffer.from('P5\n1 1\n255\n7')]))).toEqual([[1, 1, [7, 7, 7]]]);
  expect(sizes(Buffer.alloc(0))).toEqual([]);
  expect(sizes(pixmap(0, 5, 1))).toEqual([]);
});
