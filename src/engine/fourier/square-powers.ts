/**
 * Power spectra of pairs of square windows. Two real windows make the real and the imaginary part of one complex
 * transform and come apart again by symmetry, which halves the work.
 */
export interface SquareTransform {
  /** Side of a window: a power of two. */
  readonly side: number;
  /**
   * |F|² of both windows (row-major, `side` × `side`), each written to its own array: row is the vertical frequency,
   * column the horizontal one, in cycles per `side` pixels, negative ones from `side`/2 on.
   */
  powers(first: Float64Array, second: Float64Array, into: readonly [Float64Array, Float64Array]): void;
}

/** Prepares the factors for one size. Radix-2 transform after Cooley and Tukey (1965), rows and then columns. */
export function squareTransform(side: number): SquareTransform {
  const cosines = Float64Array.from({ length: side / 2 }, (_, k) => Math.cos((-2 * Math.PI * k) / side));
  const sines = Float64Array.from({ length: side / 2 }, (_, k) => Math.sin((-2 * Math.PI * k) / side));
  const order = bitReversed(side);
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);

  /** In place, over `side` values from `start` in steps of `step`. */
  function transform(start: number, step: number): void {
    for (let i = 0; i < side; i++) {
      const j = order[i]!;
      if (j <= i) continue;
      const a = start + i * step;
      const b = start + j * step;
      const re = real[a]!;
      const im = imaginary[a]!;
      real[a] = real[b]!;
      imaginary[a] = imaginary[b]!;
      real[b] = re;
      imaginary[b] = im;
    }
    for (let half = 1; half < side; half *= 2) {
      const stride = side / (2 * half);
      for (let from = 0; from < side; from += 2 * half) {
        for (let k = 0; k < half; k++) {
          const cosine = cosines[k * stride]!;
          const sine = sines[k * stride]!;
          const even = start + (from + k) * step;
          const odd = even + half * step;
          const re = real[odd]! * cosine - imaginary[odd]! * sine;
          const im = real[odd]! * sine + imaginary[odd]! * cosine;
          real[odd] = real[even]! - re;
          imaginary[odd] = imaginary[even]! - im;
          real[even]! += re;
          imaginary[even]! += im;
        }
      }
    }
  }

  return {
    side,
    powers(first, second, [firstPower, secondPower]) {
      real.set(first);
      imaginary.set(second);
      for (let row = 0; row < side; row++) transform(row * side, 1);
      for (let column = 0; column < side; column++) transform(column, side);
      for (let v = 0; v < side; v++) {
        const mirroredRow = ((side - v) % side) * side;
        for (let u = 0; u < side; u++) {
          const at = v * side + u;
          const mirror = mirroredRow + ((side - u) % side);
          const evenRe = (real[at]! + real[mirror]!) / 2;
          const evenIm = (imaginary[at]! - imaginary[mirror]!) / 2;
          const oddRe = (imaginary[at]! + imaginary[mirror]!) / 2;
          const oddIm = (real[mirror]! - real[at]!) / 2;
          firstPower[at] = evenRe * evenRe + evenIm * evenIm;
          secondPower[at] = oddRe * oddRe + oddIm * oddIm;
        }
      }
    },
  };
}

function bitReversed(side: number): Uint16Array {
  const order = new Uint16Array(side);
  for (let i = 0, j = 0; i < side; i++) {
    order[i] = j;
    let bit = side / 2;
    for (; j & bit; bit /= 2) j ^= bit;
    j ^= bit;
  }
  return order;
}
