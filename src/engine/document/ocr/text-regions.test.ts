import { expect, test } from 'vitest';
import { textRegionLimits, textRegions, type TextMap } from '#engine/document/ocr/text-regions.js';

/** A map from rows of digits, tenths. */
const mapOf = (rows: readonly string[]): TextMap => ({
  width: rows[0]!.length,
  height: rows.length,
  probability: Float32Array.from(rows.join(''), (digit) => Number(digit) / 10),
});
/** A digit, `count` times. */
const run = (digit: number, count: number): string => String(digit).repeat(count);

test('a shown line is grown to what the net was taught to shrink', () => {
  const row = `${run(0, 6)}${run(9, 20)}${run(0, 6)}`;
  const [region, ...others] = textRegions(mapOf([run(0, 32), run(0, 32), row, row, run(0, 32), run(0, 32)]));
  expect(others).toEqual([]);
  // 20 × 2 cells, 0.9 of them covered.
  expect(region!.score).toBeCloseTo(0.9, 6);
  expect(region!.box.angleDegrees).toBe(0);
  expect(region!.box.x + region!.box.width / 2).toBeCloseTo(16, 6);
  expect(region!.box.y + region!.box.height / 2).toBeCloseTo(3, 6);
  const height = 1.8 / textRegionLimits.shownShare;
  expect(region!.box.height).toBeCloseTo(height, 0);
  expect(region!.box.width - 20).toBeCloseTo(height - 1.8, 0);
});

test('half covered rows make a line half as much higher', () => {
  const [full, half] = [run(9, 40), run(6, 40)];
  const empty = run(0, 40);
  const heightOf = (...rows: string[]): number => textRegions(mapOf([empty, ...rows, empty]))[0]!.box.height;
  const [two, more, three] = [
    heightOf(full, full, empty, empty),
    heightOf(full, full, half, empty),
    heightOf(full, full, full, empty),
  ];
  expect(more - two).toBeGreaterThan(0.3 * (three - two));
  expect(three - more).toBeGreaterThan(0.3 * (three - two));
});

test('a slanting line has its own angle', () => {
  const rows = Array.from({ length: 24 }, (_, y) =>
    Array.from({ length: 40 }, (_, x) => (Math.abs(y - 4 - x / 2.5) < 1.5 ? '9' : '0')).join(''),
  );
  const [region, ...others] = textRegions(mapOf(rows));
  expect(others).toEqual([]);
  expect(region!.box.angleDegrees).toBeCloseTo((Math.atan(1 / 2.5) * 180) / Math.PI, 0);
});

test('lines that do not touch are regions of their own, lines that touch are one', () => {
  const apart = [`${run(9, 8)}${run(0, 4)}${run(9, 8)}`, `${run(9, 8)}${run(0, 4)}${run(9, 8)}`];
  expect(textRegions(mapOf(apart))).toHaveLength(2);
  expect(textRegions(mapOf([run(9, 20), apart[1]!]))).toHaveLength(1);
});

test('faint regions and specks are dropped', () => {
  expect(textRegions(mapOf(['4444', '4444', '4444', '4444']))).toEqual([]);
  expect(textRegions(mapOf(['0000', '0600', '0000', '0000']))).toEqual([]);
});
