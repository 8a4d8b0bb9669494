import { expect, test } from 'vitest';
import { inkExtent } from '#engine/document/local-script/ink-extent.js';
import type { Luminance } from '#engine/image/luminance.js';

/** A line of 20 rows, ground 200, with bars of ink over rows 5 to 15 of the given columns. */
function lineWith(width: number, ink: number, columns: readonly number[]): Luminance {
  const data = new Uint8Array(width * 20).fill(200);
  for (const x of columns) for (let y = 5; y < 15; y++) data[y * width + x] = ink;
  return { width, height: 20, data, channels: 1 };
}

test('print within a gap of words belongs to the line, print further off does not', () => {
  // A gap of 8 columns is 0.4 of the height.
  const line = lineWith(60, 20, [2, 12, 14, 20, 22, 24, 30, 32, 50]);
  expect(inkExtent(line, { from: 20, to: 25 })).toEqual({ from: 12, to: 33 });
});

test('lines of the background are lighter than the ink and are not followed', () => {
  const line = lineWith(40, 20, [10, 11, 12]);
  for (let y = 5; y < 15; y++) line.data[y * 40 + 15] = 130;
  expect(inkExtent(line, { from: 9, to: 13 })).toEqual({ from: 9, to: 13 });
});

test('without contrast nothing is followed', () => {
  expect(inkExtent(lineWith(40, 190, [10, 12, 14, 16]), { from: 10, to: 13 })).toEqual({ from: 10, to: 13 });
});
