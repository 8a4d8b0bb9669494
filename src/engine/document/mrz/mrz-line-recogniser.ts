import { symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';
import { stripHeightPixels, type GreyStrips } from '#engine/image/grey-strips.js';
import type { Session } from '#engine/models/session.js';

/** Widths of lines that the net is given, in pixels: at the most 44 characters of 20 pixels, and margins as long again. */
export const mrzLineWidths = { least: 64, most: 1760 } as const;

/** Reads lines of the machine readable zone; each character by itself, so that nothing depends on what usually follows. */
export interface MrzLineRecogniser {
  recognise(lines: GreyStrips): Promise<SymbolProbabilities[]>;
}

/** A symbol that the net rules out altogether keeps this much, so that one illegible character does not void its line. */
const floor = 1e-6;
/** 2⁻¹²⁶ as a whole number: floats of one sign have the same order. */
const leastNormalBits = 0x0080_0000;

/** A recogniser on our own net (`training/mrz_lines.py`): a few convolutions, one output step to 4 pixels. */
export function createMrzLineRecogniser(session: Session): MrzLineRecogniser {
  return {
    async recognise({ count, width, data }) {
      const outputs = await session.run({ line: { dims: [count, 1, stripHeightPixels, width], data } });
      const { dims, data: probabilities } = Object.values(outputs)[0]!;
      const [lines, steps, classes] = dims;
      if (lines !== count || steps === undefined || classes !== symbolStride) {
        throw new Error(`the recogniser of MRZ lines gives ${dims.join('×')} for ${count} lines`);
      }
      const length = steps * symbolStride;
      const bits = new Int32Array(probabilities.buffer, probabilities.byteOffset, probabilities.length);
      return Array.from({ length: count }, (_, line) => {
        const data = new Float64Array(length).fill(floor);
        for (let to = 0, at = line * length; to < length; to++, at++) {
          // What is next to nothing (subnormal) takes a hundred times as long to add.
          if (bits[at]! >= leastNormalBits) data[to]! += probabilities[at]!;
        }
        return { steps, data };
      });
    },
  };
}
