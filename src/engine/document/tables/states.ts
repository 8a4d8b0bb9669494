import { editDistance, findApproximately } from '#engine/document/text/approximate-match.js';
import { filterOfPattern, filterOfText, mayOccur } from '#engine/document/text/letter-filter.js';
import { comparableText, foldText } from '#engine/document/text/fold-text.js';
import { stateAdjectives } from '#engine/document/tables/state-adjectives.js';
import { stateNames, type StateCode } from '#engine/document/tables/state-names.js';
import { stateWords } from '#engine/document/tables/state-words.js';

/**
 * The state whose code stands in an MRZ or on a document: `D`, `D<<` and `DEU` are Germany (ICAO 9303-3 §5 assigns `D`,
 * and German documents print it still). Null for a code that the table does not hold, for instance an ISO alpha-2 code.
 */
export function stateFromCode(code: string): StateCode | null {
  const bare = code.replace(/<+$/, '');
  if (bare === 'D') return 'DEU';
  return Object.hasOwn(stateNames, bare) ? (bare as StateCode) : null; // hasOwn does not narrow the key
}

/** The English name of a state. */
export const stateName = (code: StateCode): string => stateNames[code];

const codes = Object.keys(stateNames) as StateCode[]; // Object.keys loses the key type

const stateByWord: ReadonlyMap<string, StateCode> = new Map(
  // Later entries win: a state's own words and short name before an adjective that two states share.
  [
    ...codes.flatMap((code) => (stateAdjectives[code] ?? []).map((word) => [word, code] as const)),
    ...codes.flatMap((code) => (stateWords[code] ?? []).map((word) => [word, code] as const)),
    ...codes.map((code) => [stateNames[code], code] as const),
  ].map(([word, code]) => [comparableText(word).text, code]),
);

/** Words that may be read with mistakes: long enough that one in six characters makes no other word of the table. */
const approximateWords = [...stateByWord]
  .filter(([word]) => word.length >= 7)
  .sort(([a], [b]) => b.length - a.length)
  .map(([word, state]) => ({ word, state, filter: filterOfPattern(word) }));

/**
 * The state that a nationality, a country name or a code means, as it stands in a visual zone: `BRITISH CITIZEN`,
 * `Française`, `DEUTSCH`, `REPUBLIKA HRVATSKA`, `EESTI / EST`, `FRA`. One in six characters of a long word may be
 * misread. Null when it is no such word, or its parts mean different states.
 */
export function stateFromWords(text: string): StateCode | null {
  const whole = stateFromPhrase(text);
  if (whole !== null) return whole;
  const found = new Set(
    text
      .split(/[/|(),;]+/)
      .map(stateFromPhrase)
      .filter((state) => state !== null),
  );
  return found.size === 1 ? [...found][0]! : null;
}

function stateFromPhrase(phrase: string): StateCode | null {
  const letters = foldText(phrase).replace(/[^\p{L}]/gu, '');
  const code = letters.length <= 3 ? stateFromCode(letters) : null;
  if (code !== null) return code;
  const comparable = comparableText(phrase).text;
  const exact = stateByWord.get(comparable);
  if (exact !== undefined) return exact;
  // ISELAND may be Ireland or Iceland: two states equally near are none.
  const present = filterOfText(comparable);
  let leastEdits = Infinity;
  let nearest = new Set<StateCode>();
  for (const { word, state, filter } of approximateWords) {
    const maximumEdits = Math.floor(word.length / 6);
    if (Math.abs(word.length - comparable.length) > maximumEdits || !mayOccur(filter, present, maximumEdits)) continue;
    const edits = editDistance(word, comparable);
    if (edits > maximumEdits || edits > leastEdits) continue;
    if (edits < leastEdits) nearest = new Set();
    leastEdits = edits;
    nearest.add(state);
  }
  return nearest.size === 1 ? [...nearest][0]! : null;
}

/**
 * The state that is named somewhere in a longer text, such as a document's heading; the longest name found decides, so
 * that `PEOPLE'S REPUBLIC OF CHINA` is not the Republic of China. Only names of at least 8 letters are looked for.
 */
export function stateNamedIn(text: string): StateCode | null {
  const whole = stateFromWords(text);
  if (whole !== null) return whole;
  const comparable = comparableText(text).text;
  const present = filterOfText(comparable);
  for (const { word, state, filter } of approximateWords) {
    if (word.length < 8) return null;
    const maximumEdits = Math.floor(word.length / 10);
    if (!mayOccur(filter, present, maximumEdits)) continue;
    if (findApproximately(word, comparable, maximumEdits) !== null) return state;
  }
  return null;
}
