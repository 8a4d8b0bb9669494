/**
 * Amplitudes of the frequencies 0 … length/2 − 1 (in cycles per `length` samples) of a real signal that is continued by
 * zeros; a sine of amplitude 1 gives about 1. `length` is a power of two; what of the signal exceeds it is left out.
 * Radix-2 transform after Cooley and Tukey (1965).
 */
export function fourierMagnitudes(signal: Float64Array, length: number): Float64Array {
  const real = new Float64Array(length);
  const imaginary = new Float64Array(length);
  real.set(signal.subarray(0, length));
  reverseBits(real);
  for (let size = 2; size <= length; size *= 2) {
    const half = size / 2;
    for (let k = 0; k < half; k++) {
      const cosine = Math.cos((-2 * Math.PI * k) / size);
      const sine = Math.sin((-2 * Math.PI * k) / size);
      for (let even = k; even < length; even += size) {
        const odd = even + half;
        const re = real[odd]! * cosine - imaginary[odd]! * sine;
        const im = real[odd]! * sine + imaginary[odd]! * cosine;
        real[odd] = real[even]! - re;
        imaginary[odd] = imaginary[even]! - im;
        real[even]! += re;
        imaginary[even]! += im;
      }
    }
  }
  const scale = 2 / Math.min(signal.length, length);
  return Float64Array.from({ length: length / 2 }, (_, i) => scale * Math.hypot(real[i]!, imaginary[i]!));
}

function reverseBits(values: Float64Array): void {
  for (let i = 1, j = 0; i < values.length; i++) {
    let bit = values.length / 2;
    for (; j & bit; bit /= 2) j ^= bit;
    j ^= bit;
    if (i < j) [values[i], values[j]] = [values[j]!, values[i]!];
  }
}
