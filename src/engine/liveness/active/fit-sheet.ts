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

/** Normal equations and Gaussian elimination with partial pivoting. */
function solveLeastSquares(rows: readonly (readonly number[])[], values: readonly number[]): number[] | null {
  const count = rows[0]?.length ?? 0;
  const equations = Array.from({ length: count }, () => new Float64Array(count + 1));
  for (const [index, row] of rows.entries()) {
    for (const [i, factor] of row.entries()) {
      for (const [j, other] of row.entries()) equations[i]![j]! += factor * other;
      equations[i]![count]! += factor * values[index]!;
    }
  }
  for (let column = 0; column < count; column++) {
    let best = column;
    for (let row = column + 1; row < count; row++) {
      if (Math.abs(equations[row]![column]!) > Math.abs(equations[best]![column]!)) best = row;
    }
    [equations[column], equations[best]] = [equations[best]!, equations[column]!];
    const pivot = equations[column]!;
    if (Math.abs(pivot[column]!) < leastPivot) return null;
    for (let row = 0; row < count; row++) {
      if (row === column) continue;
      const factor = equations[row]![column]! / pivot[column]!;
      for (let k = column; k <= count; k++) equations[row]![k]! -= factor * pivot[k]!;
    }
  }
  return equations.map((row, index) => row[count]! / row[index]!);
}
