import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';

/**
 * How clearly a line was seen: the natural logarithm of the likelihood of its best path from the first character to the
 * last, per character. Minus infinity for a line without any.
 */
export function pathLogLikelihood({ steps, classes, data }: LineProbabilities): number {
  let sum = 0;
  let pending = 0;
  let characters = 0;
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const from = step * classes;
    let best = 0;
    for (let c = 1; c < classes; c++) if (data[from + c]! > data[from + best]!) best = c;
    // Blanks count only once a character follows.
    if (characters > 0 || best !== 0) pending += Math.log(data[from + best]!);
    if (best !== 0) {
      sum += pending;
      pending = 0;
      if (best !== previous) characters++;
    }
    previous = best;
  }
  return characters === 0 ? -Infinity : sum / characters;
}
