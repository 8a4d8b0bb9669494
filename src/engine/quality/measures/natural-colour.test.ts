import { expect, test } from 'vitest';
import { unnaturalColour } from '#engine/quality/measures/natural-colour.js';
import { syntheticFace } from '../../../../test/support/synthetic-face.js';

/** Eyes, mouth where the canonical face has them, all of one colour. */
const faceOf = (colour: readonly [number, number, number]) =>
  syntheticFace(() => colour, {
    33: [80, 92],
    133: [96, 92],
    362: [160, 92],
    263: [176, 92],
    13: [128, 184],
    14: [128, 184],
  });

test.each([
  ['pale', [235, 200, 180]],
  ['brown', [140, 95, 70]],
  ['dark', [75, 50, 40]],
] as const)('%s skin in white light is natural', (_, colour) => {
  expect(unnaturalColour(faceOf(colour))).toBe(0);
});

test('grey and blue faces are not, the bluer the less', () => {
  const [grey, blue] = [unnaturalColour(faceOf([150, 150, 150])), unnaturalColour(faceOf([110, 140, 190]))];
  // CIELAB of grey is a* = b* = 0: 5 away from both limits.
  expect(grey).toBeCloseTo(Math.hypot(5, 5), 2);
  expect(blue).toBeGreaterThan(grey + 10);
});
