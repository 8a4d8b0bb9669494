import { expect, test } from 'vitest';
import { createSquarePowers } from '#engine/fourier/square-powers.js';

test('two windows of waves: each its own frequency, and its mirror', () => {
  const side = 8;
  const wave = (u: number, v: number) =>
    Float64Array.from({ length: side * side }, (_, at) =>
      Math.cos((2 * Math.PI * (u * (at % side) + v * Math.floor(at / side))) / side),
    );
  const into = [new Float64Array(side * side), new Float64Array(side * side)] as const;
  createSquarePowers(side)(wave(2, 1), wave(0, 3), into);
  const peaks = into.map((power) =>
    [...power].flatMap((value, at) => (value > 1 ? [[at % side, Math.floor(at / side), Math.round(value)]] : [])),
  );
  expect(peaks).toEqual([
    [
      [2, 1, 1024],
      [6, 7, 1024],
    ],
    [
      [0, 3, 1024],
      [0, 5, 1024],
    ],
  ]);
});
