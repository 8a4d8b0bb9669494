import { expect, test } from 'vitest';
import { createFourierMagnitudes } from '#engine/fourier/fourier-magnitudes.js';

test('equals the transform by its definition', () => {
  const signal = Float64Array.of(3, -1, 4, 1, -5, 9, 2, -6);
  const direct = Array.from({ length: 4 }, (_, k) => {
    let real = 0;
    let imaginary = 0;
    signal.forEach((value, n) => {
      real += value * Math.cos((2 * Math.PI * k * n) / 8);
      imaginary -= value * Math.sin((2 * Math.PI * k * n) / 8);
    });
    return Math.hypot(real, imaginary) / 4;
  });
  createFourierMagnitudes(8)(signal).forEach((value, k) => expect(value).toBeCloseTo(direct[k]!, 10));
});

test('a sine of amplitude 1 gives 1 at its frequency, also when zeros follow', () => {
  const sine = Float64Array.from({ length: 128 }, (_, n) => Math.sin((2 * Math.PI * 16 * n) / 128));
  expect(createFourierMagnitudes(128)(sine)[16]).toBeCloseTo(1, 6);
  expect(createFourierMagnitudes(256)(sine)[32]).toBeCloseTo(1, 6);
});
