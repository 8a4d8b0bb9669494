import { percentileOf } from '#engine/quality/pixel-statistics.js';

/** Rounds of reweighting; the weights have settled by then. */
const rounds = 8;
/** Pulls every coefficient but the first one towards 0, in units of observations, so that few of them cannot bend the fit. */
const ridge = 12;

export interface RobustFit {
  /** One for each term of a row. */
  readonly coefficients: readonly number[];
  /** What the fit leaves of each value, in the unit of the values. */
  readonly residuals: Float64Array;
}

/**
 * Fits `values` by a linear combination of each row's terms (the first one is the constant), leaving out what does not
 * agree: least squares, reweighted by Tukey's biweight of width `scale` (Beaton & Tukey 1974), starting from the median.
 */
export function fitRobustly(rows: readonly number[][], values: readonly number[], scale: number): RobustFit {
  const median = percentileOf(Float64Array.from(values).sort(), 0.5);
  const residuals = Float64Array.from(values, (value) => value - median);
  let coefficients: readonly number[] = [];
  let width = 2 * scale;
  for (let round = 0; round < rounds; round++) {
    const weights = residuals.map((residual) => Math.max(0, 1 - (residual / width) ** 2) ** 2);
    coefficients = leastSquares(rows, values, weights);
    for (let i = 0; i < rows.length; i++) residuals[i] = values[i]! - combine(rows[i]!, coefficients);
    width = scale;
  }
  return { coefficients, residuals };
}

/** What the fit expects at a place with these terms. */
export function combine(terms: readonly number[], coefficients: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < terms.length; k++) sum += terms[k]! * coefficients[k]!;
  return sum;
}

function leastSquares(rows: readonly number[][], values: readonly number[], weights: Float64Array): number[] {
  const count = rows[0]?.length ?? 0;
  const system = Array.from({ length: count }, () => new Float64Array(count + 1));
  for (let i = 0; i < rows.length; i++) {
    const weight = weights[i]!;
    if (weight === 0) continue;
    const terms = rows[i]!;
    for (let a = 0; a < count; a++) {
      const line = system[a]!;
      const weighted = weight * terms[a]!;
      for (let b = 0; b < count; b++) line[b]! += weighted * terms[b]!;
      line[count]! += weighted * values[i]!;
    }
  }
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
