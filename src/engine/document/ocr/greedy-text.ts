import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';

/**
 * CTC best path (Graves et al. 2006, §3.2): the likeliest class of each step, repeats merged, blanks dropped.
 * `confidence` is the mean of each kept character's highest probability.
 */
export function greedyText(
  { steps, classes, data }: LineProbabilities,
  alphabet: readonly string[],
): { text: string; confidence: number } {
  let text = '';
  let sum = 0;
  let count = 0;
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (data[step * classes + c]! > data[step * classes + best]!) best = c;
    if (best !== 0 && best !== previous) {
      text += alphabet[best]!;
      sum += data[step * classes + best]!;
      count++;
    }
    previous = best;
  }
  return { text, confidence: count === 0 ? 0 : sum / count };
}
