import { arabicTransliterations } from '#engine/document/tables/transliteration-arabic.js';
import {
  cyrillicTransliterations,
  nationalCyrillicTransliterations,
} from '#engine/document/tables/transliteration-cyrillic.js';
import { greekTransliterations } from '#engine/document/tables/transliteration-greek.js';
import {
  latinTransliterations,
  lostMarkTransliterations,
  nationalLatinTransliterations,
} from '#engine/document/tables/transliteration-latin.js';
import { foldText } from '#engine/document/text/fold-text.js';

type Rules = ReadonlyMap<string, readonly string[]>;

function rulesOf(...tables: readonly Readonly<Record<string, string>>[]): Rules {
  const rules = new Map<string, string[]>();
  for (const table of tables) {
    for (const [letters, ways] of Object.entries(table)) {
      // A plain letter that may have lost a mark may be plain all the same.
      const known = rules.get(letters) ?? (/^[A-Z]$/.test(letters) ? [letters] : []);
      rules.set(letters, [...new Set([...known, ...ways.split('|')])]);
    }
  }
  return rules;
}

const written = [
  arabicTransliterations,
  cyrillicTransliterations,
  nationalCyrillicTransliterations,
  greekTransliterations,
  latinTransliterations,
  nationalLatinTransliterations,
];
const strictRules = rulesOf(...written);
const lenientRules = rulesOf(...written, lostMarkTransliterations);
/** Letters of the longest key of the tables: Greek and Ukrainian pairs. */
const longestUnit = 2;

const scripts = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{M}]$/u;
const apostrophes = /['’‘ʼʻ`´.·]/gu;
const shadda = '\u0651';

/**
 * How far a name as it is printed agrees with the name of a machine-readable zone:
 * - `letter-for-letter`: each word is written as ICAO 9303-3 §6 or a national rule says, so that the zone vouches for the
 *   printed spelling, its marks and hyphens;
 * - `but-for-marks`: only when spaces, and marks that a recogniser may have lost, count for nothing;
 * - `not-at-all`;
 * - `unknown-script`: there is no table for its letters, or (Greek, Cyrillic, Arabic) it does not follow the table, which
 *   says nothing, for the names of such documents are often written by ear or by an older rule.
 */
export type NameAgreement = 'letter-for-letter' | 'but-for-marks' | 'not-at-all' | 'unknown-script';

/** @param coded upper case in the letters of an MRZ, words divided by spaces */
export function compareSpelling(printed: string, coded: string): NameAgreement {
  const name = upperCase(printed);
  const letters = [...name.replace(apostrophes, '')].filter((letter) => /[\p{L}\p{M}]/u.test(letter));
  if (letters.length === 0 || !/[A-Z]/.test(coded)) return 'not-at-all';
  if (!letters.every((letter) => scripts.test(letter))) return 'unknown-script';
  const words = coded.trim().replace(/\s+/g, ' ');
  // §4.6: an apostrophe or a point is left out, or written as a filler by some; a hyphen is a filler.
  for (const apart of ['', ' ']) {
    const spelled = name
      .replace(apostrophes, apart)
      .replace(/[\s,\-‐‑–]+/gu, ' ')
      .trim();
    if (canBeWritten(spelled, words, strictRules)) return 'letter-for-letter';
  }
  if (canBeWritten(letters.join(''), words.replace(/ /g, ''), lenientRules)) return 'but-for-marks';
  return letters.every((letter) => /[\p{Script=Latin}\p{M}]/u.test(letter)) ? 'not-at-all' : 'unknown-script';
}

/**
 * Whether a printed name can have been written as the name in an MRZ, lost marks and spaces counting for nothing. With
 * `truncated`, each word of the MRZ may be the beginning of a printed one, in order, and printed words may be missing
 * (ICAO 9303-4 §4.2.3). Null when the printed name's script says nothing.
 */
export function isTransliteration(printed: string, coded: string, truncated = false): boolean | null {
  const agreement = compareSpelling(printed, coded);
  if (agreement === 'unknown-script') return null;
  return agreement !== 'not-at-all' || (truncated && isTruncationOf(printed, coded));
}

function isTruncationOf(printed: string, coded: string): boolean {
  const printedWords = upperCase(printed)
    .replace(apostrophes, '')
    .split(/[\s,\-‐‑–]+/u)
    .filter(Boolean);
  const codedWords = coded.split(' ').filter(Boolean);
  let next = 0;
  return (
    codedWords.length > 0 &&
    codedWords.every((word) => {
      const found = printedWords.findIndex(
        (own, index) => index >= next && canBeWritten(own, word, lenientRules, true),
      );
      next = found + 1;
      return found >= 0;
    })
  );
}

/**
 * Whether the rules can write `printed` as `target`, or with `asBeginning` as something that begins with it. Goes through
 * the printed letters with the set of places in the target that they can reach, so that no name takes long.
 */
function canBeWritten(printed: string, target: string, rules: Rules, asBeginning = false): boolean {
  const letters = [...printed];
  const reached = Array.from({ length: letters.length + 1 }, () => new Set<number>());
  reached[0]!.add(0);
  for (const [index, places] of reached.entries()) {
    if (asBeginning && places.has(target.length)) return true;
    if (index === letters.length) break;
    for (let length = 1; length <= Math.min(longestUnit, letters.length - index); length++) {
      const unit = letters.slice(index, index + length);
      for (const way of waysToWrite(unit, rules)) {
        for (const place of places) {
          if (target.startsWith(way, place)) reached[index + length]!.add(place + way.length);
          else if (asBeginning && way.startsWith(target.slice(place)) && place < target.length) return true;
        }
      }
    }
  }
  return reached[letters.length]!.has(target.length);
}

function waysToWrite(unit: readonly string[], rules: Rules): readonly string[] {
  const [first, second] = unit;
  // A doubled Arabic consonant is written twice, but the sign for it is often left out.
  if (second === shadda) return waysToWrite([first!], rules).flatMap((way) => [way, way + way]);
  const known = rules.get(unit.join(''));
  if (known !== undefined) return known;
  if (unit.length > 1) return [];
  if (/^[ 0-9A-Z]$/.test(first!)) return [first!];
  // Vowel signs and other marks that stand by themselves are not written.
  const bare = foldText(first!);
  return /^\p{Mn}?$/u.test(bare) ? [''] : (rules.get(bare) ?? [bare]);
}

/** Without changing the number of letters as ß would. */
const upperCase = (text: string): string =>
  Array.from(text.normalize('NFC'), (letter) => (letter === 'ß' ? letter : letter.toUpperCase()))
    .join('')
    .normalize('NFC');
