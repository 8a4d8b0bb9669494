import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { cutStrips } from '#engine/image/grey-strips.js';
import type { Luminance } from '#engine/image/luminance.js';

const bounds = { least: 64, most: 640 };
/** 128 × 64, the upper half white, the lower half at 150. */
const halves: Luminance = {
  width: 128,
  height: 64,
  data: Uint8Array.from({ length: 128 * 64 }, (_, i) => (i < 128 * 32 ? 255 : 150)),
  channels: 1,
};
const strip = (top: number): Quad => [
  { x: 0, y: top },
  { x: 128, y: top },
  { x: 128, y: top + 32 },
  { x: 0, y: top + 32 },
];

test('lines are cut to one width, as shares of white', () => {
  const { count, width, data } = cutStrips(halves, [strip(0), strip(32)], 129.7, bounds)!;
  expect([count, width, data.length]).toEqual([2, 128, 2 * 32 * 128]);
  expect(data[10 * 128 + 5]).toBeCloseTo(1, 6);
  expect(data[(32 + 10) * 128 + 5]).toBeCloseTo(150 / 255, 6);
});

test('a width beyond the bounds is brought within them', () => {
  expect(cutStrips(halves, [strip(0)], 3, bounds)!.width).toBe(64);
  expect(cutStrips(halves, [strip(0)], 9999, bounds)!.width).toBe(640);
});

test('a strip without height, or without a known width, has no line', () => {
  const [a, b] = strip(0);
  expect(cutStrips(halves, [[a, b, b, a]], 128, bounds)).toBeNull();
  expect(cutStrips(halves, [strip(0)], NaN, bounds)).toBeNull();
});
