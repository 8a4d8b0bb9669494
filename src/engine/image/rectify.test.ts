import { expect, test } from 'vitest';
import type { Luminance } from '#engine/image/luminance.js';
import { rectify } from '#engine/image/rectify.js';

/** 8 × 8, the left half dark, the right half light. */
const halves: Luminance = {
  width: 8,
  height: 8,
  data: Uint8Array.from({ length: 8 * 8 }, (_, i) => (i % 8 < 4 ? 20 : 200)),
  channels: 1,
};

test('a quad on its side stands upright', () => {
  const onItsSide = [
    { x: 8, y: 0 },
    { x: 8, y: 8 },
    { x: 0, y: 8 },
    { x: 0, y: 0 },
  ] as const;
  const image = rectify(halves, [...onItsSide], { width: 8, height: 8 })!;
  const at = (x: number, y: number) => image.data[y * 8 + x];
  expect([at(2, 1), at(2, 6)]).toEqual([200, 20]);
});

test('a quad without area has no picture', () => {
  const point = { x: 1, y: 1 };
  expect(rectify(halves, [point, point, point, point], { width: 8, height: 8 })).toBeNull();
});
