import { startOf, type BlockGrid } from '#engine/document/mrz/block-grid.js';
import { symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** Lines as one look saw them, and where their characters lie. */
export interface SeenLines {
  readonly lines: readonly SymbolProbabilities[];
  /** Characters of each line. */
  readonly lineLengths: readonly number[];
  readonly grid: BlockGrid;
}

/** A character begins within these of its place in the grid, in pitches; its neighbours are seen a pitch away. */
const before = 0.35;
const after = 0.5;

/**
 * How surely there is any character at all where one must stand: the least over all places, each as the clearest of the looks
 * has it, 0–1. A line of known length makes a character of a place where nothing is to be seen (glare, a thumb, a worn
 * spot), and which one is then a guess that no likelihood of the whole betrays.
 */
export function leastPresence(looks: readonly SeenLines[]): number {
  const [first] = looks;
  if (first === undefined) return 0;
  let least = 1;
  first.lines.forEach((_, line) => {
    for (let index = 0; index < first.lineLengths[line]!; index++) {
      const presence = Math.max(...looks.map((look) => presenceAt(look, line, index)));
      least = Math.min(least, presence);
    }
  });
  return least;
}

function presenceAt({ lines, grid }: SeenLines, line: number, index: number): number {
  const { steps, data } = lines[line]!;
  const start = startOf(grid, line, index);
  const pitch = grid.pitchSteps + grid.pitchPerLine * line;
  const to = Math.min(steps - 1, Math.floor(start + after * pitch));
  let presence = 0;
  for (let step = Math.max(0, Math.ceil(start - before * pitch)); step <= to; step++) {
    presence = Math.max(presence, 1 - data[step * symbolStride]!);
  }
  return presence;
}
