import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantiseProbe, quantiseSample } from '#adapters/template-index/quantise.js';

const vectors = fc
  .array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 40 })
  .map((values) => Float32Array.from(values));

const distance = (vector: Float32Array, scale: number, codes: Int8Array | Int16Array): number =>
  // As numbers of 64 bits: what an array of 32 rounds away would count as distance.
  Math.hypot(...Array.from(vector, (value, d) => value - scale * codes[d]!));

test('no vector is farther from its codes than it says', () => {
  fc.assert(
    fc.property(vectors, (vector) => {
      const codes = new Int8Array(vector.length);
      const sample = quantiseSample(vector, codes, 0);
      expect(distance(vector, sample.scale, codes)).toBeLessThanOrEqual(sample.error);
      expect(sample).toEqual({
        scale: Math.fround(sample.scale),
        square: codes.reduce((sum, code) => sum + code * code, 0),
        error: Math.fround(sample.error),
      });
      const wide = new Int16Array(vector.length);
      const probe = quantiseProbe(vector, wide);
      expect(distance(vector, probe.scale, wide)).toBeLessThanOrEqual(probe.error * (1 + 1e-6));
    }),
  );
});

test('a descriptor loses less than a hundredth of its length, a probe next to nothing', () => {
  const vector = Float32Array.from({ length: 128 }, (_, d) => Math.sin(d) / 8);
  expect(quantiseSample(vector, new Int8Array(128), 0).error / Math.hypot(...vector)).toBeLessThan(0.01);
  expect(quantiseProbe(vector, new Int16Array(128)).error / Math.hypot(...vector)).toBeLessThan(1e-4);
});

test('a long probe has codes small enough for sums of 32 bits', () => {
  const codes = new Int16Array(2048);
  quantiseProbe(new Float32Array(2048).fill(1), codes);
  expect(127 * codes.reduce((sum, code) => sum + Math.abs(code), 0)).toBeLessThan(2 ** 31);
});

test('a vector of nothing has no error; one that is no number can never be near', () => {
  expect(quantiseSample(Float32Array.of(0, 0), new Int8Array(2), 0)).toEqual({ scale: 0, square: 0, error: 0 });
  expect(quantiseSample(Float32Array.of(1, NaN), new Int8Array(2), 0).error).toBeNaN();
});
