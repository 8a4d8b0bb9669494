import { expect, test } from 'vitest';
import { flare } from '#engine/quality/measures/flare.js';
import { maskWhere, syntheticFace } from '../../../../test/support/synthetic-face.js';

test('the share of the face that is blown out', () => {
  const spot = syntheticFace((x, y) => (x < 64 && y < 128 ? [255, 255, 255] : [150, 120, 100]));
  expect(
    flare(
      spot,
      maskWhere(() => true),
    ),
  ).toBeCloseTo(1 / 8, 5);
  expect(
    flare(
      spot,
      maskWhere((x) => x >= 64),
    ),
  ).toBe(0);
});

test('bright but drawn skin is not blown', () => {
  expect(
    flare(
      syntheticFace(() => [225, 215, 205]),
      maskWhere(() => true),
    ),
  ).toBe(0);
});
