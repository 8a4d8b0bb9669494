import { expect, test } from 'vitest';
import { crop } from '#engine/image/crop.js';

const image = { width: 3, height: 2, data: Uint8Array.from({ length: 18 }, (_, i) => Math.floor(i / 3)) };

test('the part inside the box', () => {
  expect(crop(image, { x: 1, y: 0, width: 2, height: 2 })).toEqual({
    width: 2,
    height: 2,
    data: Uint8Array.of(1, 1, 1, 2, 2, 2, 4, 4, 4, 5, 5, 5),
  });
});

test('a box beyond the edge is clipped, and never empty', () => {
  expect(crop(image, { x: 2, y: -5, width: 9, height: 6 })).toEqual({
    width: 1,
    height: 1,
    data: Uint8Array.of(2, 2, 2),
  });
  expect(crop(image, { x: 50, y: 50, width: 0, height: 0 }).data).toEqual(Uint8Array.of(5, 5, 5));
});
