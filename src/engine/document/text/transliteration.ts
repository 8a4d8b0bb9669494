import { foldText } from '#engine/document/text/fold-text.js';

/**
 * How letters with diacritics may be written in an MRZ (ICAO 9303-3 §6.A), where it is more than leaving the diacritic
 * off. A plain letter is listed too: recognisers lose diacritics, and MAENNIK must still agree with MANNIK.
 */
const writtenAs: Readonly<Record<string, string>> = {
  Ä: 'AE|A',
  Æ: 'AE|A',
  Å: 'AA|A',
  A: 'AE|AA|A',
  Ö: 'OE|O',
  Ø: 'OE|O',
  Œ: 'OE|O',
  O: 'OE|O',
  Ü: 'UE|UXX|U',
  U: 'UE|UXX|U',
  Ñ: 'NXX|N',
  N: 'NXX|N',
  ß: 'SS',
  ẞ: 'SS',
  B: 'SS|B',
  Þ: 'TH|P',
  Ð: 'D|DH',
  Ĳ: 'IJ|Y',
};

/**
 * Whether a name as printed can have been written as the name in an MRZ. Hyphens, apostrophes, points and spaces count
 * for nothing (§4.6). With `truncated`, each word of the MRZ may be the beginning of a printed one (9303-4 §4.2.3).
 * Null when the printed name has letters that are not Latin.
 */
export function isTransliteration(printed: string, mrz: string, truncated = false): boolean | null {
  const upper = [...printed].map((letter) => (letter === 'ı' ? 'I' : letter === 'ß' ? letter : letter.toUpperCase()));
  if (upper.some((letter) => /\p{L}/u.test(letter) && !/\p{Script=Latin}/u.test(letter))) return null;
  const pattern = upper
    .filter((letter) => /\p{L}/u.test(letter))
    .map((letter) => `(?:${writtenAs[letter] ?? foldText(letter).replace(/[^A-Z]/g, '')})`);
  const letters = mrz.replace(/[^A-Z]/g, '');
  if (pattern.length === 0 || letters === '') return false;
  if (new RegExp(`^${pattern.join('')}$`).test(letters)) return true;
  return truncated && wordsBeginSo(printed, mrz);
}

function wordsBeginSo(printed: string, mrz: string): boolean {
  const printedWords = foldText(printed)
    .split(/[^A-Z]+/)
    .filter(Boolean);
  const mrzWords = mrz.split(/[^A-Z]+/).filter(Boolean);
  return mrzWords.every((word, index) => printedWords[index]?.startsWith(word) ?? false);
}
