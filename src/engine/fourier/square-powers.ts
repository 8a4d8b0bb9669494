import { createFourierTransform } from '#engine/fourier/fourier-transform.js';

/**
 * Writes |F|² of two real windows, `side` × `side` and row-major, each to its own array of `into`: row is the vertical
 * frequency, column the horizontal one, in cycles per `side` pixels, negative ones from `side`/2 on.
 */
export type SquarePowers = (
  first: Float64Array,
  second: Float64Array,
  into: readonly [Float64Array, Float64Array],
) => void;

/**
 * Prepares power spectra of square windows, `side` a power of two. Two real windows make the real and the imaginary part
 * of one complex transform and come apart again by symmetry, which halves the work.
 */
export function createSquarePowers(side: number): SquarePowers {
  const transform = createFourierTransform(side);
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);
  return (first, second, [firstPower, secondPower]) => {
    real.set(first);
    imaginary.set(second);
    transform(real, imaginary, side);
    transpose(real, side);
    transpose(imaginary, side);
    transform(real, imaginary, side);
    // Rows are horizontal frequencies now.
    for (let u = 0; u < side; u++) {
      const mirroredRow = ((side - u) % side) * side;
      for (let v = 0; v < side; v++) {
        const at = u * side + v;
        const mirror = mirroredRow + ((side - v) % side);
        const evenRe = (real[at]! + real[mirror]!) / 2;
        const evenIm = (imaginary[at]! - imaginary[mirror]!) / 2;
        const oddRe = (imaginary[at]! + imaginary[mirror]!) / 2;
        const oddIm = (real[mirror]! - real[at]!) / 2;
        firstPower[v * side + u] = evenRe * evenRe + evenIm * evenIm;
        secondPower[v * side + u] = oddRe * oddRe + oddIm * oddIm;
      }
    }
  };
}

function transpose(values: Float64Array, side: number): void {
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < row; column++) {
      const value = values[row * side + column]!;
      values[row * side + column] = values[column * side + row]!;
      values[column * side + row] = value;
    }
  }
}
