import type { Agreement } from '#engine/document/cross-check/agreement.js';
import { comparableText, foldText } from '#engine/document/text/fold-text.js';
import { compareSpelling, isTransliteration } from '#engine/document/text/transliteration.js';

/**
 * Compares a name as a machine-readable zone writes it with the name as another zone gives it: by the transliterations of
 * ICAO 9303-3 §6, hyphens, apostrophes and lost spaces counting for nothing (§4.6). Of a `truncated` name (9303-4 to -7
 * §4.2.3, or a barcode's full element) the other may go on.
 */
export function compareNames(coded: string, other: string, truncated: boolean): Agreement {
  const letters = foldText(coded)
    .replace(/[^A-Z]+/g, ' ')
    .trim();
  switch (compareSpelling(other, letters)) {
    case 'letter-for-letter':
      return 'equal-spelling';
    case 'but-for-marks':
      return 'equal';
    case 'unknown-script':
      return 'incomparable';
    case 'not-at-all':
  }
  // A barcode may carry diacritics of its own that the print lacks.
  if (letters !== coded && compareSpelling(coded, foldText(other)) !== 'not-at-all') return 'equal';
  if (truncated && isTransliteration(other, letters, true) === true) return 'extends';
  if (comparableText(coded).text === comparableText(other).text) return 'lookalike';
  const [codedWords, otherWords] = [wordsOf(coded), wordsOf(other)];
  if (codedWords.length === otherWords.length && matchAll(codedWords, otherWords, isWord)) return 'reordered';
  const [fewer, more] = codedWords.length <= otherWords.length ? [codedWords, otherWords] : [otherWords, codedWords];
  return matchAll(fewer, more, isWordOrInitial) ? 'incomplete' : 'different';
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{M}]+/u)
    .filter(Boolean);

type WordTest = (a: string, b: string) => boolean;

const isWord: WordTest = (a, b) =>
  foldText(a) === foldText(b) ||
  [compareSpelling(a, foldText(b)), compareSpelling(b, foldText(a))].includes('letter-for-letter');

const isWordOrInitial: WordTest = (a, b) => {
  const [short, long] = a.length <= b.length ? [foldText(a), foldText(b)] : [foldText(b), foldText(a)];
  return isWord(a, b) || (short.length === 1 && long.startsWith(short));
};

/** Whether each of the fewer words has a word of its own among the more. */
function matchAll(fewer: readonly string[], more: readonly string[], same: WordTest): boolean {
  const left = [...more];
  return (
    fewer.length > 0 &&
    fewer.every((word) => {
      const found = left.findIndex((other) => same(word, other));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    })
  );
}

/** Whether two whole names are of the same words, wherever each zone divides them into surname and given names. */
export function sameWords(a: string, b: string): boolean {
  const [words, others] = [wordsOf(a), wordsOf(b)];
  if (words.length === others.length && matchAll(words, others, isWord)) return true;
  const [bare, otherBare] = [foldText(a), foldText(b)].map((name) => name.replace(/[^\p{L}]/gu, ''));
  return bare === otherBare;
}
