import type { CharacterGrid } from '#engine/document/mrz/fixed-length-decoder.js';
import { solveSystem } from '#engine/image/linear-system.js';

/**
 * Where the characters of a block of monospaced lines begin, in steps of the recogniser:
 * `start + startPerLine·l + (pitch + pitchPerLine·l)·i + bend·i·(i − length + 1)` for character i of line l (both from 0).
 * The terms beyond start and pitch are what perspective makes of an even grid, to the second order.
 */
export interface BlockGrid {
  readonly lineLength: number;
  readonly startSteps: number;
  readonly startPerLine: number;
  readonly pitchSteps: number;
  readonly pitchPerLine: number;
  readonly bendSteps: number;
}

export interface GridPoint {
  readonly line: number;
  readonly index: number;
  /** Step at which the character begins. */
  readonly start: number;
}

/** The grid of one line, one entry beyond its last character. */
export function lineGrid(grid: BlockGrid, line: number, deviationPitches: number): CharacterGrid {
  const starts = Array.from({ length: grid.lineLength + 1 }, (_, index) => startOf(grid, line, index));
  // Perspective never turns the order round; a wild fit must not either.
  for (let i = 1; i < starts.length; i++) starts[i] = Math.max(starts[i]!, starts[i - 1]! + 1e-6);
  return { starts, pitchSteps: grid.pitchSteps + grid.pitchPerLine * line, deviationPitches };
}

/** Where a character begins; `index` may be fractional or outside the line. */
export const startOf = (grid: BlockGrid, line: number, index: number): number =>
  grid.startSteps +
  grid.startPerLine * line +
  (grid.pitchSteps + grid.pitchPerLine * line) * index +
  grid.bendSteps * index * (index - grid.lineLength + 1);

/** What one unit of each perspective term must save: keeps them near 0 where few characters speak for them. */
const ridge = [1e-6, 0.5, 1e-6, 20, 2000] as const;

/** Least squares through the points; those more than 0.8 pitches off are left out the second time. Null: too few points. */
export function fitBlockGrid(points: readonly GridPoint[], lineLength: number): BlockGrid | null {
  let chosen = points;
  let grid: BlockGrid | null = null;
  for (let round = 0; round < 2; round++) {
    if (chosen.length < 8) return grid;
    grid = leastSquares(chosen, lineLength);
    if (grid === null) return null;
    const fitted = grid;
    chosen = points.filter(
      ({ line, index, start }) => Math.abs(start - startOf(fitted, line, index)) < 0.8 * fitted.pitchSteps,
    );
  }
  return grid;
}

function leastSquares(points: readonly GridPoint[], lineLength: number): BlockGrid | null {
  const size = ridge.length;
  const matrix = Array.from({ length: size }, (_, row) => {
    const entries = new Array<number>(size + 1).fill(0);
    entries[row] = ridge[row]!;
    return entries;
  });
  for (const { line, index, start } of points) {
    const terms = [1, line, index, line * index, index * (index - lineLength + 1)];
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) matrix[row]![column]! += terms[row]! * terms[column]!;
      matrix[row]![size]! += terms[row]! * start;
    }
  }
  const solution = solveSystem(matrix, 1e-12);
  if (solution === null) return null;
  const [startSteps, startPerLine, pitchSteps, pitchPerLine, bendSteps] = solution as [
    number,
    number,
    number,
    number,
    number,
  ]; // five equations, five unknowns
  return { lineLength, startSteps, startPerLine, pitchSteps, pitchPerLine, bendSteps };
}
