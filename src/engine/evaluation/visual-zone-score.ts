import { editDistance, findApproximately } from '#engine/document/text/approximate-match.js';
import { foldText } from '#engine/document/text/fold-text.js';

/** How well the values printed on documents were read. Scores of several documents are added with `addScores`. */
export interface VisualZoneScore {
  readonly values: number;
  /** Values read letter for letter, spaces included. */
  readonly exact: number;
  /** The same when diacritics and case count for nothing. */
  readonly exactFolded: number;
  /** The same when, further, spaces count for nothing. */
  readonly exactWithoutSpaces: number;
  /** Insertions, deletions and substitutions over all values, each paired with the text nearest to it. */
  readonly edits: number;
  readonly characters: number;
}

export const emptyScore: VisualZoneScore = {
  values: 0,
  exact: 0,
  exactFolded: 0,
  exactWithoutSpaces: 0,
  edits: 0,
  characters: 0,
};

/** A value this short occurs in longer texts by chance, so there it must stand as a word. */
const shortestInsideWord = 5;

/**
 * Scores the values that stand printed on one document against the texts that were read from it: recognised lines, and
 * values cut out of them. Each value is paired with the nearest text, or the nearest part of one, for a recogniser may
 * join a label and its value; a text may be paired with several values.
 */
export function scoreVisualZone(truth: readonly string[], texts: readonly string[]): VisualZoneScore {
  let score = emptyScore;
  for (const value of truth) {
    const characters = [...value].length;
    const edits = Math.min(characters, ...texts.map((text) => distanceWithin(value, text)));
    const readAs = (change: (text: string) => string): boolean =>
      texts.some((text) => distanceWithin(change(value), change(text)) === 0);
    score = addScores(score, {
      values: 1,
      exact: Number(edits === 0),
      exactFolded: Number(readAs(foldText)),
      exactWithoutSpaces: Number(readAs((text) => foldText(text).replace(/\s/g, ''))),
      edits,
      characters,
    });
  }
  return score;
}

/** Character error rate of a score, 0–1; null without characters. */
export const characterErrorRate = ({ edits, characters }: VisualZoneScore): number | null =>
  characters === 0 ? null : edits / characters;

export const addScores = (a: VisualZoneScore, b: VisualZoneScore): VisualZoneScore => ({
  values: a.values + b.values,
  exact: a.exact + b.exact,
  exactFolded: a.exactFolded + b.exactFolded,
  exactWithoutSpaces: a.exactWithoutSpaces + b.exactWithoutSpaces,
  edits: a.edits + b.edits,
  characters: a.characters + b.characters,
});

/** Edits between the value and the text, or the part of the text that is nearest to it. */
function distanceWithin(value: string, text: string): number {
  const whole = editDistance(value, text);
  if (whole === 0) return 0;
  if (value.length < shortestInsideWord) {
    const words = text.split(/[^\p{L}\p{N}]+/u);
    return words.includes(value) ? 0 : Math.min(whole, ...words.map((word) => editDistance(value, word)));
  }
  return Math.min(whole, findApproximately(value, text, value.length - 1)?.edits ?? value.length);
}
