/** What the net says of one line: class probabilities per step along the text, row-major steps × classes; class 0 is CTC's blank. */
export interface LineProbabilities {
  readonly steps: number;
  readonly classes: number;
  readonly data: Float32Array;
}
