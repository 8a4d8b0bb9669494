import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createFourierTransform } from '#engine/fourier/fourier-transform.js';

/** Numbers 0–1 without an order, the same in every run (a linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Grey texture as photographs have it: the amplitude falls with a power of the frequency (1; more: smoother), with the phases left
 * to chance. Side × side, a
 * power of two; standard deviation of `contrast` levels about middle grey.
 */
export function textured(side: number, seed: number, contrast = 25, exponent = 1): RgbImage {
  const next = numbers(seed);
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      const frequency = Math.hypot(u < side / 2 ? u : u - side, v < side / 2 ? v : v - side);
      const amplitude = frequency === 0 ? 0 : frequency ** -exponent;
      const phase = 2 * Math.PI * next();
      real[v * side + u] = amplitude * Math.cos(phase);
      imaginary[v * side + u] = amplitude * Math.sin(phase);
    }
  }
  const transform = createFourierTransform(side);
  transform(real, imaginary, side);
  const [turned, other] = [new Float64Array(side * side), new Float64Array(side * side)];
  for (let at = 0; at < real.length; at++) {
    const to = (at % side) * side + Math.floor(at / side);
    turned[to] = real[at]!;
    other[to] = imaginary[at]!;
  }
  transform(turned, other, side);
  const deviation = Math.sqrt(turned.reduce((sum, value) => sum + value * value, 0) / turned.length);
  return greyOf(side, side, (at) => 128 + (contrast * turned[at]!) / deviation);
}

/** A picture of one level for each pixel, rounded and cut off at black and white. */
export function greyOf(width: number, height: number, levelAt: (at: number) => number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++)
    data.fill(Math.min(255, Math.max(0, Math.round(levelAt(at)))), at * 3, at * 3 + 3);
  return { width, height, data };
}

/** `image`, with what `other` shows inside of the box, moved by (dx, dy) from where it is there. */
export function withInset(image: RgbImage, other: RgbImage, box: Box, dx = 0, dy = 0): RgbImage {
  const data = Uint8Array.from(image.data);
  for (let y = box.y; y < box.y + box.height; y++) {
    const from = ((y - dy) * other.width + box.x - dx) * 3;
    data.set(other.data.subarray(from, from + box.width * 3), (y * image.width + box.x) * 3);
  }
  return { ...image, data };
}
