import { createFourierTransform } from '#engine/fourier/fourier-transform.js';

/**
 * Amplitudes of the frequencies 0 … length/2 − 1 (in cycles per `length` samples) of real signals that are continued by
 * zeros; a sine of amplitude 1 gives about 1. `length` is a power of two; what of a signal exceeds it is left out.
 * The even samples make the real and the odd ones the imaginary part of a transform of half the length, and come apart
 * again by symmetry.
 */
export function createFourierMagnitudes(length: number): (signal: Float64Array) => Float64Array {
  const half = length / 2;
  const transform = createFourierTransform(half);
  const real = new Float64Array(half);
  const imaginary = new Float64Array(half);
  return (signal) => {
    for (let i = 0; i < half; i++) {
      real[i] = signal[2 * i] ?? 0;
      imaginary[i] = signal[2 * i + 1] ?? 0;
    }
    transform(real, imaginary, 1);
    const scale = 2 / Math.min(signal.length, length);
    return Float64Array.from({ length: half }, (_, k) => {
      const mirror = (half - k) % half;
      const evenRe = (real[k]! + real[mirror]!) / 2;
      const evenIm = (imaginary[k]! - imaginary[mirror]!) / 2;
      const oddRe = (imaginary[k]! + imaginary[mirror]!) / 2;
      const oddIm = (real[mirror]! - real[k]!) / 2;
      const cosine = Math.cos((-2 * Math.PI * k) / length);
      const sine = Math.sin((-2 * Math.PI * k) / length);
      const re = evenRe + oddRe * cosine - oddIm * sine;
      const im = evenIm + oddRe * sine + oddIm * cosine;
      return scale * Math.sqrt(re * re + im * im);
    });
  };
}
