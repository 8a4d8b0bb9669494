/** Linear equations of n unknowns: n rows of n factors and the right-hand side. */
export type LinearSystem = (number[] | Float64Array)[];

export const emptySystem = (unknowns: number): Float64Array[] =>
  Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));

/** Adds an observation to the normal equations AᵀA x = Aᵀb of a least squares fit: `row` · x is to be `value`. */
export function addObservation(system: LinearSystem, row: readonly number[], value: number): void {
  for (const [i, factor] of row.entries()) {
    const equation = system[i]!; // as many as the row has factors
    for (const [j, other] of row.entries()) equation[j]! += factor * other;
    equation[row.length]! += factor * value;
  }
}

/** Gaussian elimination with row pivoting, in place. Null where a pivot is below `leastPivot`: the system is singular. */
export function solveSystem(system: LinearSystem, leastPivot: number): number[] | null {
  const size = system.length;
  for (let column = 0; column < size; column++) {
    let best = column;
    for (let row = column + 1; row < size; row++) {
      if (Math.abs(system[row]![column]!) > Math.abs(system[best]![column]!)) best = row;
    }
    if (Math.abs(system[best]![column]!) < leastPivot) return null;
    [system[column], system[best]] = [system[best]!, system[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = system[row]![column]! / system[column]![column]!;
      for (let at = column; at <= size; at++) system[row]![at]! -= factor * system[column]![at]!;
    }
  }
  return system.map((row, i) => row[size]! / row[i]!);
}
