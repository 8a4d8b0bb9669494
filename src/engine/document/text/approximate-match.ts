/** Where a pattern occurs in a text, start ≤ index < end, and how many characters differ. */
export interface ApproximateMatch {
  readonly start: number;
  readonly end: number;
  readonly edits: number;
}

/**
 * The best occurrence of `pattern` anywhere in `text` with at most `maximumEdits` insertions, deletions and
 * substitutions (Sellers 1980); of equally good ones the first. Null when there is none.
 */
export function findApproximately(pattern: string, text: string, maximumEdits: number): ApproximateMatch | null {
  const rows = pattern.length;
  if (rows === 0 || rows > text.length + maximumEdits) return null;
  const exact = text.indexOf(pattern);
  if (exact >= 0) return { start: exact, end: exact + rows, edits: 0 };
  if (maximumEdits === 0) return null;
  // One column of the table at a time: cost[r] of matching pattern[0..r) so that it ends here, and where it started.
  const cost = Int32Array.from({ length: rows + 1 }, (_, row) => row);
  const start = new Int32Array(rows + 1);
  let best: ApproximateMatch | null = null;
  for (let column = 1; column <= text.length; column++) {
    const character = text[column - 1];
    let diagonalCost = cost[0]!;
    let diagonalStart = start[0]!;
    cost[0] = 0;
    start[0] = column;
    for (let row = 1; row <= rows; row++) {
      const substitute = diagonalCost + (pattern[row - 1] === character ? 0 : 1);
      const insert = cost[row]! + 1;
      const omit = cost[row - 1]! + 1;
      const least = Math.min(substitute, insert, omit);
      const from = least === substitute ? diagonalStart : least === omit ? start[row - 1]! : start[row]!;
      diagonalCost = cost[row]!;
      diagonalStart = start[row]!;
      cost[row] = least;
      start[row] = from;
    }
    const edits = cost[rows]!;
    if (edits <= maximumEdits && (best === null || edits < best.edits)) {
      best = { start: start[rows]!, end: column, edits };
    }
  }
  return best;
}

/** The least number of insertions, deletions and substitutions between two texts (Levenshtein 1966). */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitute = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitute, previous[column]! + 1, current[column - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
