import { likeliestEntry, type LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { labelPhrases } from '#engine/document/tables/labels.js';
import { bestWithoutOverlap } from '#engine/document/text/best-without-overlap.js';
import { createPhraseSpotter } from '#engine/document/text/phrase-spotter.js';
import type { SpottedLabel } from '#engine/document/viz/text-box.js';

/**
 * A label's letters may be this much less likely than what was read, in nats a letter: one in seven not seen at all, or all a
 * third as likely as another. Short words are nearer to each other.
 */
const dearestPerLetter = { short: 0.35, long: 1.05 } as const;
const longLetters = 6;
/** Shorter words stand in others too often. */
const leastLetters = 4;
/** A space or a mark this likely between two letters bounds a word. */
const leastBoundary = 0.1;

/**
 * Finds the label words of the tables in a line by the recogniser's own probabilities, for small print whose likeliest
 * reading is no word.
 */
export function createLabelSpotter(alphabet: readonly string[]): (line: LineProbabilities) => SpottedLabel[] {
  const phrases = labelPhrases.flatMap((label) => {
    if (label.kind === 'title') return [];
    const { short, long } = dearestPerLetter;
    return [{ label, printed: label.printed, dearestPerLetter: label.comparable.length >= longLetters ? long : short }];
  });
  const spot = createPhraseSpotter(alphabet, phrases);
  const isLetter = alphabet.map((shape) => /[\p{L}\p{N}]/u.test(shape));
  return (line) => {
    const { letters, boundaries } = layOut(line, isLetter);
    const [first] = letters;
    const last = letters.at(-1);
    if (first === undefined || last === undefined || letters.length < leastLetters) return [];
    const isBounded = (from: number, to: number): boolean =>
      boundaries.subarray(Math.max(0, from), Math.max(0, to)).some((boundary) => boundary === 1);
    // Every fourth letter of the line may be lost, and a phrase that is less than a third of it makes no label.
    const least = Math.max(leastLetters, letters.length / 3);
    const hits = spot(line, least, letters.length / 0.75 + 1).filter((hit) => {
      const before = letters.findLast((step) => step < hit.first);
      const after = letters.find((step) => step > hit.last);
      return (
        (before === undefined || isBounded(before, hit.first)) &&
        (after === undefined || isBounded(hit.last + 1, after))
      );
    });
    const found = hits.map(({ phrase, first: start, last: end, loss, count }) => {
      return { phrase: phrase.label, start, end: end + 1, loss, count, weight: count - loss };
    });
    const chosen = bestWithoutOverlap(found);
    const span = last + 1 - first;
    return chosen.map(({ phrase, start, end, loss, count }) => ({
      phrase,
      start: Math.max(0, (start - first) / span),
      end: Math.min(1, (end - first) / span),
      likeness: Math.exp(-loss / count),
    }));
  };
}

/** The steps where a letter or digit is likeliest, and 1 for each step where a space or a mark may stand. */
function layOut(line: LineProbabilities, isLetter: readonly boolean[]) {
  const { steps, starts, classes, probabilities } = line;
  const letters: number[] = [];
  const boundaries = new Uint8Array(steps);
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const best = classes[likeliestEntry(line, step)]!;
    let marks = 0;
    for (let at = starts[step]!; at < starts[step + 1]!; at++) {
      if (classes[at]! > 0 && !isLetter[classes[at]!]) marks += probabilities[at]!;
    }
    // A letter spans several steps.
    if (isLetter[best] && best !== previous) letters.push(step);
    previous = best;
    if (marks >= leastBoundary) boundaries[step] = 1;
  }
  return { letters, boundaries };
}
