import { addObservation, emptySystem, solveSystem } from '#engine/image/linear-system.js';

interface Pair {
  readonly x: number;
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** Terms of second order beside those of a plane: what a smoothly bent sheet, and its perspective, does between two looks. */
const terms = (x: number, y: number): readonly number[] => [1, x, y, x * x, x * y, y * y];

/**
 * The map of second order, each coordinate for itself, that takes x, y nearest to u, v by least squares; null where the places
 * do not determine it.
 */
export function fitSheet(pairs: readonly Pair[]): ((pair: Pair) => { x: number; y: number }) | null {
  const size = Math.max(...pairs.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]), 1);
  const rows = pairs.map(({ x, y }) => terms(x / size, y / size));
  const toU = solveLeastSquares(
    rows,
    pairs.map(({ u }) => u),
  );
  const toV = solveLeastSquares(
    rows,
    pairs.map(({ v }) => v),
  );
  if (toU === null || toV === null) return null;
  const dot = (weights: readonly number[], row: readonly number[]): number =>
    weights.reduce((sum, weight, index) => sum + weight * row[index]!, 0); // as many
  return ({ x, y }) => {
    const row = terms(x / size, y / size);
    return { x: dot(toU, row), y: dot(toV, row) };
  };
}

const leastPivot = 1e-9;

function solveLeastSquares(rows: readonly (readonly number[])[], values: readonly number[]): number[] | null {
  const equations = emptySystem(rows[0]?.length ?? 0);
  for (const [index, row] of rows.entries()) addObservation(equations, row, values[index]!); // one value a row
  return solveSystem(equations, leastPivot);
}
