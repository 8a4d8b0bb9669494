import { expect, test } from 'vitest';
import { exposure } from '#engine/quality/measures/exposure.js';
import { maskWhere, syntheticFace } from '../../../../test/support/synthetic-face.js';

test('the mean luma of the skin, and of nothing else', () => {
  const face = syntheticFace((x) => (x < 128 ? [51, 51, 51] : [255, 255, 255]));
  expect(
    exposure(
      face,
      maskWhere((x) => x < 128),
    ),
  ).toBeCloseTo(0.2, 5);
  expect(
    exposure(
      face,
      maskWhere(() => true),
    ),
  ).toBeCloseTo(0.6, 5);
  expect(
    exposure(
      face,
      maskWhere(() => false),
    ),
  ).toBe(0);
});
