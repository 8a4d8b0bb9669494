import { expect, test } from 'vitest';
import { contrast } from '#engine/quality/measures/contrast.js';
import { maskWhere, syntheticFace } from '../../../../test/support/synthetic-face.js';

const everywhere = maskWhere(() => true);

test('the span of luma, without the outermost 2 %', () => {
  expect(
    contrast(
      syntheticFace(() => [90, 90, 90]),
      everywhere,
    ),
  ).toBe(0);
  const halves = syntheticFace((x) => (x < 128 ? [51, 51, 51] : [204, 204, 204]));
  expect(contrast(halves, everywhere)).toBeCloseTo(0.6, 2);
  const speck = syntheticFace((x, y) => (x < 20 && y < 20 ? [255, 255, 255] : [51, 51, 51]));
  expect(contrast(speck, everywhere)).toBe(0);
});
