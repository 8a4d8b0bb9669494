import { localStateNames } from '#engine/document/tables/local-state-names.js';
import type { StateCode } from '#engine/document/tables/state-names.js';
import { stateWords } from '#engine/document/tables/state-words.js';
import { findApproximately } from '#engine/document/text/approximate-match.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import { isLatin } from '#engine/document/viz/local-names.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

/** One in this many letters may be misread. */
const lettersPerEdit = 7;

/**
 * The name of a state in its own script, where one of the texts holds it: the longest of its names, in the spelling of
 * the tables. Null when none does.
 */
export function localStateName(state: string, boxes: readonly TextBox[]): { name: string; text: TextBox } | null {
  const own = [localStateNames, stateWords].flatMap((table) =>
    Object.hasOwn(table, state) ? (table[state as StateCode] ?? []) : [],
  ); // hasOwn does not narrow the key
  const names = own
    .filter((name) => !isLatin(name))
    .map((name) => ({ name, letters: comparableText(name).text }))
    .sort((a, b) => b.letters.length - a.letters.length);
  const texts = boxes
    .filter(({ text }) => /\p{L}/u.test(text))
    .map((text) => ({ text, letters: comparableText(text.text).text }));
  for (const { name, letters } of names) {
    const edits = Math.floor(letters.length / lettersPerEdit);
    const found = texts.find((each) => findApproximately(letters, each.letters, edits) !== null);
    if (found !== undefined) return { name, text: found.text };
  }
  return null;
}
