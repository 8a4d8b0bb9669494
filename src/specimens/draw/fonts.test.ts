import { expect, test } from 'vitest';
import { loadFonts, setAtPitch, setText } from '#specimens/draw/fonts.js';
import { rasterise } from '#specimens/draw/rasterise.js';
import type { Outline } from '#specimens/draw/outline.js';

const fonts = loadFonts(null);

const bounds = (outline: Outline) => {
  const xs = outline.flatMap((contour) => [...contour].filter((_, i) => i % 2 === 0));
  const ys = outline.flatMap((contour) => [...contour].filter((_, i) => i % 2 === 1));
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
};

test('a capital stands on the baseline and has the height asked for', () => {
  const { outline, widthPixels } = setText(fonts.get('sans'), 'H', { x: 10, y: 50, capHeightPixels: 20 });
  const box = bounds(outline);
  expect(box.top).toBeCloseTo(30, 5);
  expect(box.bottom).toBeCloseTo(50, 5);
  expect(widthPixels).toBeGreaterThan(box.right - box.left);
});

test('letters follow each other, and marks are drawn', () => {
  const place = { x: 0, y: 50, capHeightPixels: 20 };
  const plain = setText(fonts.get('serif'), 'ANNA', place);
  expect(setText(fonts.get('serif'), 'ANNA', { ...place, stretch: 0.5 }).widthPixels).toBeCloseTo(
    plain.widthPixels / 2,
  );
  expect(setText(fonts.get('serif'), 'ANNA', { ...place, tracking: 1 }).widthPixels).toBeCloseTo(
    plain.widthPixels + 80,
  );
  expect(bounds(setText(fonts.get('sans'), 'Å', place).outline).top).toBeLessThan(30);
});

test('the counter of an O is a hole', () => {
  const { outline } = setText(fonts.get('sans-bold'), 'O', { x: 2, y: 42, capHeightPixels: 40 });
  const coverage = rasterise(outline, 60, 60)!;
  const middle = Math.floor(coverage.height / 2) * coverage.width + Math.floor(coverage.width / 2);
  expect(coverage.data[middle]).toBeCloseTo(0, 5);
  expect(Math.max(...coverage.data)).toBe(1);
});

test('at a pitch every character is centred in its own cell', () => {
  const place = { x: 0, y: 40, capHeightPixels: 25, pitchPixels: 30 };
  const box = bounds(setAtPitch(fonts.mrz, '<<H', place).outline.slice(-1));
  expect((box.left + box.right) / 2).toBeCloseTo(75, 0);
  expect(fonts.mrzIsOcrB).toBe(false);
});
