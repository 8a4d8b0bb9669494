/**
 * What the net says of one line: at each step along the text CTC's blank (class 0) and the classes that are not out of the
 * question there, and their probabilities. Of hundreds of classes a handful is left, and everything that reads a
 * line looks at them again and again.
 */
export interface LineProbabilities {
  readonly steps: number;
  /** Where each step's entries begin, and behind them where the last one's end: steps + 1, rising. */
  readonly starts: Int32Array;
  /** Of each entry, rising within a step. */
  readonly classes: Uint16Array;
  /** Of each entry, 0–1. */
  readonly probabilities: Float32Array;
}

/** Below, a class is out of the question: hundreds of them together weigh nothing. */
const negligible = 1e-6;

/** A line of the net's own output: row-major steps × classes, from index `from` on. */
export function lineOf(output: Float32Array, from: number, steps: number, classes: number): LineProbabilities {
  const starts = new Int32Array(steps + 1);
  const kept: number[] = [];
  for (let step = 0, at = from; step < steps; step++) {
    for (let index = 0; index < classes; index++, at++) if (index === 0 || output[at]! >= negligible) kept.push(at);
    starts[step + 1] = kept.length;
  }
  return {
    steps,
    starts,
    classes: Uint16Array.from(kept, (at) => (at - from) % classes),
    probabilities: Float32Array.from(kept, (at) => output[at]!),
  };
}

/** The entry of a step's likeliest class; the first of equals, so that a step without any is blank. */
export function likeliestEntry({ starts, probabilities }: LineProbabilities, step: number): number {
  const end = starts[step + 1]!;
  let best = starts[step]!;
  for (let at = best + 1; at < end; at++) if (probabilities[at]! > probabilities[best]!) best = at;
  return best;
}
