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
const negligibleBits = new Int32Array(Float32Array.of(negligible).buffer)[0]!;

/** A line of the net's own output: row-major steps × classes, from index `from` on. */
export function lineOf(output: Float32Array, from: number, steps: number, classes: number): LineProbabilities {
  // As whole numbers floats of one sign have the same order, and what is next to nothing (subnormal) is not slow to compare.
  const bits = new Int32Array(output.buffer, output.byteOffset, output.length);
  const kept = new Int32Array(steps * classes);
  const starts = new Int32Array(steps + 1);
  let count = 0;
  for (let step = 0, at = from; step < steps; step++) {
    for (let index = 0; index < classes; index++, at++) {
      if (index === 0 || bits[at]! >= negligibleBits) kept[count++] = at;
    }
    starts[step + 1] = count;
  }
  const line = { steps, starts, classes: new Uint16Array(count), probabilities: new Float32Array(count) };
  for (let entry = 0; entry < count; entry++) {
    line.classes[entry] = (kept[entry]! - from) % classes;
    line.probabilities[entry] = output[kept[entry]!]!;
  }
  return line;
}

/** The entry of a step's likeliest class; the first of equals, so that a step without any is blank. */
export function likeliestEntry({ starts, probabilities }: LineProbabilities, step: number): number {
  const end = starts[step + 1]!;
  let best = starts[step]!;
  for (let at = best + 1; at < end; at++) if (probabilities[at]! > probabilities[best]!) best = at;
  return best;
}
