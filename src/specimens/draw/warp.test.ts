import { expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { warpOnto, warpPerspective } from '#specimens/draw/warp.js';

/** A grey picture from rows of brightness. */
function grey(...rows: number[][]): RgbImage {
  return {
    width: rows[0]!.length,
    height: rows.length,
    data: Uint8Array.from(rows.flatMap((row) => row.flatMap((value) => [value, value, value]))),
  };
}

const brightness = (image: RgbImage): number[][] =>
  Array.from({ length: image.height }, (_, y) =>
    Array.from({ length: image.width }, (_, x) => image.data[(y * image.width + x) * 3]!),
  );

const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1] as const;

test('the identity changes nothing', () => {
  const image = grey([10, 20, 30], [40, 50, 60]);
  expect(warpPerspective(image, identity, 3, 2)).toEqual(image);
});

test('a quarter turn moves every pixel whole', () => {
  // Output (x, y) shows input (y, 2 − x): the picture turned clockwise.
  const turned = warpPerspective(grey([10, 20, 30], [40, 50, 60]), [0, 1, 0, -1, 0, 2, 0, 0, 1], 2, 3);
  expect(brightness(turned)).toEqual([
    [40, 10],
    [50, 20],
    [60, 30],
  ]);
});

test('shrinking averages instead of skipping', () => {
  const stripes = grey([0, 200, 0, 200], [0, 200, 0, 200]);
  expect(brightness(warpPerspective(stripes, [2, 0, 0, 0, 2, 0, 0, 0, 1], 2, 1))).toEqual([[100, 100]]);
});

test('half a pixel of shift mixes neighbours', () => {
  const shifted = warpPerspective(grey([0, 100, 200]), [1, 0, 0.5, 0, 1, 0, 0, 0, 1], 2, 1);
  expect(brightness(shifted)).toEqual([[50, 150]]);
});

test('outside the picture lies the given colour', () => {
  const moved = warpPerspective(grey([90]), [1, 0, -1, 0, 1, 0, 0, 0, 1], 3, 1, [7, 7, 7]);
  expect(brightness(moved)).toEqual([[7, 90, 7]]);
});

test('a perspective map samples where the projective division points', () => {
  // u = 4x / (x + 1). Near x = 0.5 it shrinks, so 0.25 and 0.75 are averaged: (9 + 36.4) / 2; x = 1.5 sees 2.4 alone.
  const row = grey([0, 30, 60, 90]);
  expect(brightness(warpPerspective(row, [4, 0, 0, 0.5, 0, 0.5, 1, 0, 1], 2, 1))).toEqual([[23, 57]]);
});

test('coverage decides what of the picture hides the backdrop', () => {
  const laid = warpOnto(grey([10, 10, 10]), grey([200, 200, 200]), Uint8Array.of(0, 255, 51), identity);
  expect(brightness(laid)).toEqual([[10, 200, 48]]);
});
