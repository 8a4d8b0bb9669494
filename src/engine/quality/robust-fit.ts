import { percentileOf } from '#engine/quality/pixel-statistics.js';

/** Rounds of reweighting; the weights have settled by then. */
const rounds = 8;
/** Pulls every coefficient but the first one towards 0, in units of observations, so that few of them cannot bend the fit. */
const ridge = 12;

/**
 * Fits `values` by a linear combination of each row's terms (the first one is the constant), leaving out what does not
 * agree: least squares, reweighted by Tukey's biweight of width `scale` (Beaton & Tukey 1974), starting from the median.
 * Gives the residuals, in the unit of `values`.
 */
export function fitRobustly(rows: readonly number[][], values: readonly number[], scale: number): Float64Array {
  const median = percentileOf(Float64Array.from(values).sort(), 0.5);
  const residuals = Float64Array.from(values, (value) => value - median);
  let width = 2 * scale;
  for (let round = 0; round < rounds; round++) {
    const weights = residuals.map((residual) => Math.max(0, 1 - (residual / width) ** 2) ** 2);
    const coefficients = leastSquares(rows, values, weights);
    rows.forEach((terms, i) => {
      residuals[i] = values[i]! - terms.reduce((sum, term, k) => sum + term * coefficients[k]!, 0);
    });
    width = scale;
  }
  return residuals;
}

function leastSquares(rows: readonly number[][], values: readonly number[], weights: Float64Array): number[] {
  const count = rows[0]?.length ?? 0;
  const system = Array.from({ length: count }, () => new Float64Array(count + 1));
  rows.forEach((terms, i) => {
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) system[a]![b]! += weights[i]! * terms[a]! * terms[b]!;
      system[a]![count]! += weights[i]! * terms[a]! * values[i]!;
    }
  });
  for (let a = 0; a < count; a++) system[a]![a]! += a === 0 ? 1e-3 : ridge;
  return solve(system);
}

/** Gaussian elimination without pivoting: the matrix is positive definite. */
function solve(system: Float64Array[]): number[] {
  const count = system.length;
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) {
      const factor = system[b]![a]! / system[a]![a]!;
      for (let k = a; k <= count; k++) system[b]![k]! -= factor * system[a]![k]!;
    }
  }
  const solution = new Array<number>(count).fill(0);
  for (let a = count - 1; a >= 0; a--) {
    let value = system[a]![count]!;
    for (let b = a + 1; b < count; b++) value -= system[a]![b]! * solution[b]!;
    solution[a] = value / system[a]![a]!;
  }
  return solution;
}
