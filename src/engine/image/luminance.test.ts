import { expect, test } from 'vitest';
import { luminanceOf } from '#engine/image/luminance.js';

test('colours weigh as the eye sees them, and white stays white', () => {
  const image = { width: 4, height: 1, data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255) };
  const { data, width, height } = luminanceOf(image);
  expect([[...data], width, height]).toEqual([[76, 150, 29, 255], 4, 1]);
});

test('a picture is turned grey once', () => {
  const image = { width: 1, height: 1, data: Uint8Array.of(1, 2, 3) };
  expect(luminanceOf(image)).toBe(luminanceOf(image));
});
