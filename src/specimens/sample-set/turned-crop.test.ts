import { expect, test } from 'vitest';
import { cropTurned } from '#specimens/sample-set/turned-crop.js';

/** 4 × 4, the brightness of a pixel is ten times its row plus its column. */
const photo = {
  width: 4,
  height: 4,
  data: Uint8Array.from({ length: 48 }, (_, i) => Math.floor(i / 12) * 10 + (Math.floor(i / 3) % 4)),
};
const brightness = (data: Uint8Array) => Array.from({ length: data.length / 3 }, (_, i) => data[i * 3]);

test('unturned it is a crop', () => {
  const cut = cropTurned(photo, { centre: { x: 2, y: 2 }, width: 2, angleDegrees: 0 }, 2, 2);
  expect(brightness(cut.data)).toEqual([11, 12, 21, 22]);
});

test('a crop turned clockwise shows a clockwise tilt upright', () => {
  // Its top edge runs down the photo's right-hand side.
  const cut = cropTurned(photo, { centre: { x: 2, y: 2 }, width: 2, angleDegrees: 90 }, 2, 2);
  expect(brightness(cut.data)).toEqual([12, 22, 11, 21]);
});
