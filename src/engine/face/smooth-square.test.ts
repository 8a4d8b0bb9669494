import { expect, test } from 'vitest';
import { smoothSquare } from '#engine/face/smooth-square.js';

const side = 21;
const at = (x: number, y: number, channel: number): number => (y * side + x) * 3 + channel;

test('a flat picture stays as it is, to its edges', () => {
  const flat = new Float32Array(side * side * 3).map((_, i) => 10 + (i % 3));
  const smoothed = smoothSquare(flat, side, 1.5);
  smoothed.forEach((value, i) => expect(value).toBeCloseTo(flat[i]!, 4));
});

test('a point becomes a Gaussian of the asked deviation, in its own channel', () => {
  const point = new Float32Array(side * side * 3);
  point[at(10, 10, 1)] = 100;
  const smoothed = smoothSquare(point, side, 1.5);
  let sum = 0;
  let variance = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      sum += smoothed[at(x, y, 1)]!;
      variance += smoothed[at(x, y, 1)]! * (x - 10) ** 2;
      expect(smoothed[at(x, y, 0)]).toBe(0);
    }
  }
  expect(sum).toBeCloseTo(100, 3);
  expect(Math.sqrt(variance / sum)).toBeCloseTo(1.5, 1);
  expect(smoothed[at(13, 10, 1)]).toBeCloseTo(smoothed[at(10, 7, 1)]!, 6);
});
