import { expect, test } from 'vitest';
import { createFourierTransform } from '#engine/fourier/fourier-transform.js';

test('two signals side by side are each transformed as the definition says', () => {
  const signals = [
    [3, -1, 4, 1, -5, 9, 2, -6],
    [2, 7, 1, -8, 2, -8, 1, 8],
  ];
  const real = Float64Array.from({ length: 16 }, (_, at) => signals[at % 2]![at >> 1]!);
  const imaginary = new Float64Array(16);
  createFourierTransform(8)(real, imaginary, 2);
  for (let at = 0; at < 16; at++) {
    const turn = (n: number): number => (-2 * Math.PI * (at >> 1) * n) / 8;
    const sum = (part: (angle: number) => number): number =>
      signals[at % 2]!.reduce((total, value, n) => total + value * part(turn(n)), 0);
    expect(real[at]).toBeCloseTo(sum(Math.cos), 10);
    expect(imaginary[at]).toBeCloseTo(sum(Math.sin), 10);
  }
});
