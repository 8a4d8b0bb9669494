import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { applySimilarity, squareToRegion } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';

/** A picture from grey values, row by row. */
const grey = (rows: readonly (readonly number[])[]): RgbImage => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint8Array.from(rows.flat().flatMap((value) => [value, value, value])),
});

const reds = (pixels: Float32Array): number[] => [...pixels].filter((_, i) => i % 3 === 0);

const numbered = grey([
  [0, 10, 20, 30],
  [40, 50, 60, 70],
  [80, 90, 100, 110],
  [120, 130, 140, 150],
]);

test('the whole picture at its own size is itself', () => {
  expect(reds(warpSquare(numbered, squareToRegion(4, { x: 2, y: 2 }, 4, 0), 4))).toEqual(
    reds(Float32Array.from(numbered.data)),
  );
});

test('halving averages 2 × 2 pixels', () => {
  expect(reds(warpSquare(numbered, squareToRegion(2, { x: 2, y: 2 }, 4, 0), 2))).toEqual([25, 45, 105, 125]);
});

test('a turn by 90° clockwise of the region turns its content anticlockwise', () => {
  const turned = reds(warpSquare(numbered, squareToRegion(4, { x: 2, y: 2 }, 4, Math.PI / 2), 4));
  expect(turned.map(Math.round)).toEqual([30, 70, 110, 150, 20, 60, 100, 140, 10, 50, 90, 130, 0, 40, 80, 120]);
});

test('outside the picture is black, and the edge fades in half a pixel', () => {
  const white = grey([
    [255, 255],
    [255, 255],
  ]);
  expect(reds(warpSquare(white, squareToRegion(4, { x: 1, y: 1 }, 4, 0), 4))).toEqual([
    0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0,
  ]);
  const enlarged = reds(warpSquare(white, squareToRegion(4, { x: 1, y: 1 }, 2, 0), 4));
  expect(enlarged.slice(0, 4)).toEqual([143.4375, 191.25, 191.25, 143.4375]);
});

test('no detail finer than a target pixel gets through', () => {
  const checkerboard = grey(
    Array.from({ length: 37 }, (_, y) => Array.from({ length: 37 }, (_, x) => ((x + y) % 2) * 255)),
  );
  const small = reds(warpSquare(checkerboard, squareToRegion(10, { x: 18.5, y: 18.5 }, 31, 0.3), 10));
  for (const value of small) expect(Math.abs(value - 127.5)).toBeLessThan(24); // a sample at a point would be off by up to 127
});

test('a region outside the picture is all black', () => {
  const far = warpSquare(numbered, squareToRegion(3, { x: 100, y: 100 }, 30, 0), 3);
  expect([...far]).toEqual(new Array(27).fill(0));
});

/** Linear interpolation written as it is defined; a pixel beyond the edge is black. */
function interpolate(image: RgbImage, x: number, y: number): number {
  const pixel = (column: number, row: number): number =>
    column < 0 || row < 0 || column >= image.width || row >= image.height
      ? 0
      : image.data[(row * image.width + column) * 3]!;
  const [x0, y0] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [fx, fy] = [x - 0.5 - x0, y - 0.5 - y0];
  return (
    (1 - fy) * ((1 - fx) * pixel(x0, y0) + fx * pixel(x0 + 1, y0)) +
    fy * ((1 - fx) * pixel(x0, y0 + 1) + fx * pixel(x0 + 1, y0 + 1))
  );
}

test('enlarging and turning agrees with interpolation as it is defined, inside and across edges', () => {
  const coordinate = fc.double({ min: -6, max: 12, noNaN: true });
  fc.assert(
    fc.property(
      coordinate,
      coordinate,
      fc.double({ min: 0.5, max: 7, noNaN: true }),
      fc.oneof(fc.constantFrom(0, Math.PI / 2, Math.PI), fc.double({ min: -4, max: 4, noNaN: true })),
      (x, y, size, turn) => {
        const toImage = squareToRegion(7, { x, y }, size, turn);
        const values = reds(warpSquare(numbered, toImage, 7));
        values.forEach((value, i) => {
          const at = applySimilarity(toImage, { x: (i % 7) + 0.5, y: Math.floor(i / 7) + 0.5 });
          expect(Math.abs(value - interpolate(numbered, at.x, at.y))).toBeLessThan(0.01);
        });
      },
    ),
    { numRuns: 500 },
  );
});
