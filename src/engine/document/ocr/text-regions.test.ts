import { expect, test } from 'vitest';
import { textRegions } from '#engine/document/ocr/text-regions.js';

/** A probability map from rows of digits, tenths. */
const mapOf = (...rows: string[]) => Float32Array.from(rows.join(''), (digit) => Number(digit) / 10);

test('one block of text is one region, grown by the unclip ratio', () => {
  const [region, ...others] = textRegions(
    mapOf(
      '000000000000',
      '000000000000',
      '009999999900',
      '009999999900',
      '009999999900',
      '009999999900',
      '000000000000',
      '000000000000',
    ),
    12,
    8,
  );
  expect(others).toEqual([]);
  // 8 × 4: half of 4 × 1.5 is 3 on every side.
  expect(region).toEqual({
    box: { x: -1, y: -1, width: 14, height: 10, angleDegrees: 0 },
    score: expect.closeTo(0.9, 6) as number,
  });
});

test('blocks that do not touch are regions of their own, blocks that touch are one', () => {
  const rows = ['999009999', '999009999', '999009999', '000000000'];
  expect(textRegions(mapOf(...rows), 9, 4)).toHaveLength(2);
  const joined = ['999999999', '999009999', '999009999', '000000000'];
  expect(textRegions(mapOf(...joined), 9, 4)).toHaveLength(1);
});

test('faint regions and specks are dropped', () => {
  expect(textRegions(mapOf('4444', '4444', '4444', '4444'), 4, 4)).toEqual([]);
  expect(textRegions(mapOf('0000', '0990', '0990', '0000'), 4, 4)).toEqual([]);
});

test('a shape that opens upwards is followed into both arms', () => {
  const rows = ['90009', '90009', '90009', '99999', '00000'];
  const [region, ...others] = textRegions(mapOf(...rows), 5, 5);
  expect(others).toEqual([]);
  expect(region!.box.width).toBeGreaterThan(5);
});
