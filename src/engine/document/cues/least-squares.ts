/**
 * What of `values` no weighted sum of the terms explains: the residuals of the least squares fit, in their order. A little
 * ridge (1e-6 a row) keeps terms that depend on each other from making the equations singular.
 * @param terms one row a value, all of one length
 */
export function unexplained(terms: readonly (readonly number[])[], values: Float64Array): Float64Array {
  const count = terms[0]?.length ?? 0;
  const equations = Array.from({ length: count }, () => new Float64Array(count + 1));
  terms.forEach((row, i) => {
    for (let a = 0; a < count; a++) {
      for (let b = 0; b < count; b++) equations[a]![b]! += row[a]! * row[b]!;
      equations[a]![count]! += row[a]! * values[i]!;
    }
  });
  for (let a = 0; a < count; a++) equations[a]![a]! += 1e-6 * terms.length;
  // Gauss–Jordan; the ridge makes the matrix positive definite, so no pivot is zero.
  for (let pivot = 0; pivot < count; pivot++) {
    for (let row = 0; row < count; row++) {
      if (row === pivot) continue;
      const factor = equations[row]![pivot]! / equations[pivot]![pivot]!;
      for (let column = pivot; column <= count; column++)
        equations[row]![column]! -= factor * equations[pivot]![column]!;
    }
  }
  const weights = equations.map((row, a) => row[count]! / row[a]!);
  return values.map((value, i) => value - terms[i]!.reduce((sum, term, a) => sum + term * weights[a]!, 0));
}
