import { expect, test } from 'vitest';
import { illuminationUniformity } from '#engine/quality/measures/illumination-uniformity.js';
import { syntheticFace } from '../../../../test/support/synthetic-face.js';

/** Eye corners and the middle of the lips, in canonical pixels. */
const points = {
  33: [70, 92],
  133: [106, 92],
  362: [150, 92],
  263: [186, 92],
  13: [128, 184],
  14: [128, 184],
} as const;

test('1 when both cheeks have the same light, whatever their pattern', () => {
  expect(illuminationUniformity(syntheticFace((_, y) => [y, y, y], points))).toBeCloseTo(1, 2);
});

test('0 when one cheek is bright and the other dark', () => {
  const lit = syntheticFace((x) => (x < 128 ? [60, 50, 40] : [220, 200, 180]), points);
  expect(illuminationUniformity(lit)).toBe(0);
});
