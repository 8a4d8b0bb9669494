/**
 * The discrete Fourier transform, in place, of `length` complex values or of many signals at once: `real` and `imaginary`
 * hold `length` rows of `width` values, and each column is a signal.
 */
export type FourierTransform = (real: Float64Array, imaginary: Float64Array, width: number) => void;

/** Prepares the factors for one length, a power of two. Radix-2 transform after Cooley and Tukey (1965). */
export function createFourierTransform(length: number): FourierTransform {
  const cosines = Float64Array.from({ length: length / 2 }, (_, k) => Math.cos((-2 * Math.PI * k) / length));
  const sines = Float64Array.from({ length: length / 2 }, (_, k) => Math.sin((-2 * Math.PI * k) / length));
  const order = bitReversed(length);
  return (real, imaginary, width) => {
    for (let row = 0; row < length; row++) {
      const other = order[row]!;
      if (other <= row) continue;
      swapRows(real, row, other, width);
      swapRows(imaginary, row, other, width);
    }
    for (let half = 1; half < length; half *= 2) {
      const stride = length / (2 * half);
      for (let k = 0; k < half; k++) {
        const cosine = cosines[k * stride]!;
        const sine = sines[k * stride]!;
        for (let row = k; row < length; row += 2 * half) {
          combineRows(real, imaginary, row * width, (row + half) * width, width, cosine, sine);
        }
      }
    }
  };
}

/** Two rows, the second turned by its factor, become their sum and their difference. */
function combineRows(
  real: Float64Array,
  imaginary: Float64Array,
  evenStart: number,
  oddStart: number,
  width: number,
  cosine: number,
  sine: number,
): void {
  for (let even = evenStart, odd = oddStart; even < evenStart + width; even++, odd++) {
    const re = real[odd]! * cosine - imaginary[odd]! * sine;
    const im = real[odd]! * sine + imaginary[odd]! * cosine;
    const evenRe = real[even]!;
    const evenIm = imaginary[even]!;
    real[odd] = evenRe - re;
    imaginary[odd] = evenIm - im;
    real[even] = evenRe + re;
    imaginary[even] = evenIm + im;
  }
}

function swapRows(values: Float64Array, row: number, other: number, width: number): void {
  for (let a = row * width, b = other * width; a < (row + 1) * width; a++, b++) {
    const value = values[a]!;
    values[a] = values[b]!;
    values[b] = value;
  }
}

function bitReversed(length: number): Uint32Array {
  const order = new Uint32Array(length);
  for (let i = 1, j = 0; i < length; i++) {
    let bit = length / 2;
    for (; j & bit; bit /= 2) j ^= bit;
    j ^= bit;
    order[i] = j;
  }
  return order;
}
