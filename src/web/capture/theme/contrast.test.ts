import { expect, test } from 'vitest';
import { contrast, readableOn, textOn } from '#web/capture/theme/contrast.js';

test('the ratios of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

const colours = ['#000000', '#ffffff', '#ffff00', '#1c64f2', '#808080', '#ff0000', '#00ff00', '#fafafa', '#111111'];

test.each(colours)('text is readable on %s, and it becomes readable on light and dark', (colour) => {
  expect(contrast(textOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
  for (const ground of ['#ffffff', '#161a20']) {
    expect(contrast(readableOn(colour, ground, 4.5), ground)).toBeGreaterThanOrEqual(4.5);
  }
});

test('a colour that is readable stays as it is', () => {
  expect(readableOn('#1c64f2', '#ffffff', 4.5)).toBe('#1c64f2');
});
