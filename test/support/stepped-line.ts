import { lineOf, type LineProbabilities } from '#engine/document/ocr/line-probabilities.js';

/** What a recogniser with such an alphabet (class 0 the blank) says of one step: character → probability, the rest is the blank. */
export type Step = Readonly<Record<string, number>>;

/** Lines of an alphabet from steps. */
export const steppedLines =
  (alphabet: readonly string[]) =>
  (...steps: Step[]): LineProbabilities => {
    const data = steps.flatMap((step) => {
      const row = alphabet.map((character) => step[character] ?? 0);
      row[0] = 1 - row.reduce((sum, probability) => sum + probability, 0);
      return row;
    });
    return lineOf(Float32Array.from(data), 0, steps.length, alphabet.length);
  };
