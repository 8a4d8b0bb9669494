import { greedyText } from '#engine/document/ocr/greedy-text.js';
import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { lineHeightPixels, type LineTensor } from '#engine/document/ocr/line-tensor.js';
import type { Session } from '#engine/models/session.js';

export interface RecognisedLine {
  readonly text: string;
  /** Mean probability of the characters of `text`, 0–1; 0 when there are none. */
  readonly confidence: number;
  readonly probabilities: LineProbabilities;
}

export interface TextRecogniser {
  /** Class → character; class 0 is CTC's blank and empty here. */
  readonly alphabet: readonly string[];
  recognise(line: LineTensor): Promise<RecognisedLine>;
}

/** The alphabet of a PP-OCR recogniser from its key file: blank, one character a line, space. */
export function parseAlphabet(keyFile: string): string[] {
  return ['', ...keyFile.replace(/\n$/, '').split('\n'), ' '];
}

/**
 * A text recogniser on the PP-OCRv4 recognition net (SVTR-LCNet with a CTC head). Lines are read one by one, at their
 * own width: on one thread a batch costs what its lines cost (8 × 320 px 330 ms, 1 × 320 px 35 ms), padding comes on top,
 * and a line's result never depends on its neighbours.
 */
export function createTextRecogniser(session: Session, alphabet: readonly string[]): TextRecogniser {
  return {
    alphabet,
    async recognise({ width, data }) {
      const outputs = await session.run({ x: { dims: [1, 3, lineHeightPixels, width], data } });
      const { dims, data: probabilities } = Object.values(outputs)[0]!;
      const [, steps, classes] = dims;
      if (steps === undefined || classes !== alphabet.length) {
        throw new Error(`the recogniser gives ${dims.join('×')}, the alphabet has ${alphabet.length} classes`);
      }
      const matrix = { steps, classes, data: probabilities };
      return { ...greedyText(matrix, alphabet), probabilities: matrix };
    },
  };
}
