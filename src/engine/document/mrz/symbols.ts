import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';

/** The 37 characters of an MRZ (ICAO 9303-3 §4.3), in the order of their symbol numbers. */
export const mrzSymbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';

/** Symbol probabilities of one line, row-major steps × (1 + 37): CTC's blank, then `mrzSymbols`. */
export interface SymbolProbabilities {
  readonly steps: number;
  readonly data: Float64Array;
}

export const symbolStride = mrzSymbols.length + 1;

/**
 * Characters of a general alphabet that are drawn as an MRZ symbol is. A capital and its small letter differ in
 * height alone, which a line of capitals gives the net no measure for; the brackets are how it writes the filler.
 */
const glyphsOf: Readonly<Record<string, string>> = {
  C: 'c',
  K: 'k',
  O: 'o',
  P: 'p',
  S: 's',
  U: 'u',
  V: 'v',
  W: 'w',
  X: 'x',
  Z: 'z',
  '<': '＜〈《«‹くㄑ',
};

/**
 * Where the net spreads its probability over characters that no MRZ has, every symbol keeps this much, so that a line
 * with one illegible character still has a reading (of low confidence).
 */
const floor = 1e-6;

/** For each class of the recogniser: its column among the symbol probabilities, or −1. */
export function symbolColumns(alphabet: readonly string[]): Int32Array {
  const columns = new Int32Array(alphabet.length).fill(-1);
  columns[0] = 0;
  for (let symbol = 0; symbol < mrzSymbols.length; symbol++) {
    const character = mrzSymbols[symbol]!;
    for (const glyph of character + (glyphsOf[character] ?? '')) {
      const index = alphabet.indexOf(glyph);
      if (index > 0) columns[index] = symbol + 1;
    }
  }
  return columns;
}

/** Folds the recogniser's classes into blank and MRZ symbols; what belongs to neither is left out. */
export function symbolProbabilities(line: LineProbabilities, columns: Int32Array): SymbolProbabilities {
  const data = new Float64Array(line.steps * symbolStride).fill(floor);
  for (let step = 0; step < line.steps; step++) {
    const from = step * line.classes;
    const to = step * symbolStride;
    for (let c = 0; c < line.classes; c++) {
      const column = columns[c]!;
      if (column >= 0) data[to + column]! += line.data[from + c]!;
    }
  }
  return { steps: line.steps, data };
}

/**
 * Joins the readings of two overlapping pieces of a line, the second of which begins at `offset` steps of the first. The
 * seam lies in the middle half of the overlap, where both see a blank most clearly, so that no character is seen twice.
 */
export function joinProbabilities(
  first: SymbolProbabilities,
  second: SymbolProbabilities,
  offset: number,
): SymbolProbabilities {
  const overlap = first.steps - offset;
  let seam = offset + (overlap >> 1);
  let clearest = -1;
  for (let step = offset + (overlap >> 2); step <= offset + overlap - (overlap >> 2); step++) {
    if (step >= first.steps) break;
    const blank = first.data[step * symbolStride]! * second.data[(step - offset) * symbolStride]!;
    if (blank > clearest) [seam, clearest] = [step, blank];
  }
  const steps = offset + second.steps;
  const data = new Float64Array(steps * symbolStride);
  data.set(first.data.subarray(0, seam * symbolStride));
  data.set(second.data.subarray((seam - offset) * symbolStride), seam * symbolStride);
  return { steps, data };
}
