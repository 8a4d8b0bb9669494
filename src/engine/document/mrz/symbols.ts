/** The 37 characters of an MRZ (ICAO 9303-3 §4.3), in the order of their symbol numbers. */
export const mrzSymbols = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';

/** Symbol probabilities of one line, row-major steps × (1 + 37): CTC's blank, then `mrzSymbols`. */
export interface SymbolProbabilities {
  readonly steps: number;
  readonly data: Float64Array;
}

export const symbolStride = mrzSymbols.length + 1;
