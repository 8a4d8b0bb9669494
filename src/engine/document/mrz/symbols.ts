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
