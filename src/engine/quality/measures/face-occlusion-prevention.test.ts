import { expect, test } from 'vitest';
import { occludedShare } from '#engine/quality/measures/face-occlusion-prevention.js';
import { learnSkin } from '#engine/quality/skin-model.js';
import { maskWhere, syntheticFace } from '../../../../test/support/synthetic-face.js';

const occludedShareOf = (...args: Parameters<typeof learnSkin>): number => occludedShare(learnSkin(...args));
const skin = maskWhere((x, y) => x >= 32 && x < 224 && y >= 32 && y < 224);
/** Skin in light that falls off to the right, with something on part of it. */
const faceWith = (cover: readonly [number, number, number], covers: (x: number, y: number) => boolean) =>
  syntheticFace((x, y) => {
    const light = 1 - x / 600;
    return covers(x, y) ? cover : [200 * light, 150 * light, 120 * light];
  });

test('skin alone is covered nowhere', () => {
  expect(
    occludedShareOf(
      faceWith([0, 0, 0], () => false),
      skin,
    ),
  ).toBe(0);
});

test.each([
  ['black', [15, 15, 15]],
  ['white', [240, 240, 240]],
  ['blue', [110, 150, 190]],
] as const)('a %s cover counts with its area', (_, colour) => {
  const quarter = faceWith(colour, (x, y) => x < 128 && y >= 128);
  expect(occludedShareOf(quarter, skin)).toBeCloseTo(0.25, 2);
});

test('single odd spots are skin too', () => {
  const spots = faceWith([60, 40, 30], (x, y) => x % 64 < 8 && y % 64 < 8);
  expect(occludedShareOf(spots, skin)).toBe(0);
});

test('a face of which hardly any skin is seen counts as covered', () => {
  expect(
    occludedShareOf(
      faceWith([0, 0, 0], () => false),
      maskWhere((x, y) => x < 16 && y < 16),
    ),
  ).toBe(1);
});
