import { expect, test } from 'vitest';
import { rectify } from '#engine/image/rectify.js';

/** 8 × 8, the left half red, the right half blue. */
const halves = {
  width: 8,
  height: 8,
  data: Uint8Array.from(
    { length: 8 * 8 * 3 },
    (_, i) => (Math.floor(i / 3) % 8 < 4 ? [255, 0, 0] : [0, 0, 255])[i % 3]!,
  ),
};

test('a quad on its side stands upright', () => {
  const onItsSide = [
    { x: 8, y: 0 },
    { x: 8, y: 8 },
    { x: 0, y: 8 },
    { x: 0, y: 0 },
  ] as const;
  const image = rectify(halves, [...onItsSide], { width: 8, height: 8 })!;
  const at = (x: number, y: number) => [...image.data.subarray((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)];
  expect([at(2, 1), at(2, 6)]).toEqual([
    [0, 0, 255],
    [255, 0, 0],
  ]);
});

test('a quad without area has no picture', () => {
  const point = { x: 1, y: 1 };
  expect(rectify(halves, [point, point, point, point], { width: 8, height: 8 })).toBeNull();
});
