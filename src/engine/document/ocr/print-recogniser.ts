import { lineOf, type LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { stripHeightPixels, type GreyStrips } from '#engine/image/grey-strips.js';
import type { Session } from '#engine/models/session.js';

/** Widths of lines that the net is given, in pixels: from one letter to a whole line of an address. */
export const printLineWidths = { least: 48, most: 1600 } as const;

/** Reads printed lines in Latin, Cyrillic and Greek; each character by itself and its neighbours, without a dictionary. */
export interface PrintRecogniser {
  /** Class → shape (see `look-alikes.ts`); class 0 is the blank and empty here. */
  readonly shapes: readonly string[];
  /** Capitals 13 to 23 pixels high, their middle at the strip's to a few pixels, 0.95 to 1.6 times as wide as printed. */
  recognise(lines: GreyStrips): Promise<LineProbabilities[]>;
}

/** The shapes of the net's classes from their file: one a line, the blank before them. */
export const parseShapes = (file: string): string[] => ['', ...file.replace(/\n$/, '').split('\n')];

/** A recogniser on our own net (`training/print_lines.py`): a few convolutions, one output step to 4 pixels. */
export function createPrintRecogniser(session: Session, shapes: readonly string[]): PrintRecogniser {
  return {
    shapes,
    async recognise({ count, width, data }) {
      const outputs = await session.run({ line: { dims: [count, 1, stripHeightPixels, width], data } });
      const { dims, data: probabilities } = Object.values(outputs)[0]!;
      const [lines, steps, classes] = dims;
      if (lines !== count || steps === undefined || classes !== shapes.length) {
        throw new Error(
          `the recogniser of print gives ${dims.join('×')} for ${count} lines of ${shapes.length} classes`,
        );
      }
      return Array.from({ length: count }, (_, line) => lineOf(probabilities, line * steps * classes, steps, classes));
    },
  };
}
