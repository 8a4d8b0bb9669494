import { authorityWords } from '#engine/document/tables/authority-words.js';
import { foldText } from '#engine/document/text/fold-text.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** Print that was read less surely is no name of an office. */
const leastConfidence = 0.75;
const pattern = new RegExp(`(?<!\\p{L})(?:${authorityWords.join('|').replaceAll('.', '\\.')})(?!\\p{L})`, 'u');

/**
 * The issuing office among texts whose label could not be read, by the words that offices have in their names. Null when
 * there is none, or more than one.
 * @param texts that are neither labels nor values of another field
 */
export function unlabelledAuthority(texts: readonly TextBox[]): TextBox | null {
  const offices = texts.filter(
    ({ text, confidence }) =>
      confidence >= leastConfidence && pattern.test(foldText(text)) && text === text.toUpperCase(),
  );
  return offices.length === 1 ? offices[0]! : null;
}
