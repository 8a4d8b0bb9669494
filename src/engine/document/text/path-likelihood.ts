import { likeliestEntry, type LineProbabilities } from '#engine/document/ocr/line-probabilities.js';

/**
 * How clearly a line was seen: the natural logarithm of the likelihood of its best path from the first character to the
 * last, per character. Minus infinity for a line without any.
 */
export function pathLogLikelihood(line: LineProbabilities): number {
  const { steps, classes, probabilities } = line;
  let sum = 0;
  let pending = 0;
  let characters = 0;
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const entry = likeliestEntry(line, step);
    const best = classes[entry]!;
    // Blanks count only once a character follows.
    if (characters > 0 || best !== 0) pending += Math.log(probabilities[entry]!);
    if (best !== 0) {
      sum += pending;
      pending = 0;
      if (best !== previous) characters++;
    }
    previous = best;
  }
  return characters === 0 ? -Infinity : sum / characters;
}
