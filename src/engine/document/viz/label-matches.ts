import type { LabelKind } from '#engine/document/tables/label-kinds.js';
import { labelPhrases } from '#engine/document/tables/labels.js';
import { findApproximately } from '#engine/document/text/approximate-match.js';
import { bestWithoutOverlap } from '#engine/document/text/best-without-overlap.js';
import { filterOfText, mayOccur } from '#engine/document/text/letter-filter.js';
import { comparableText, type ComparableText } from '#engine/document/text/fold-text.js';

/** A label word found in a text; indices into the original text, start ≤ index < end. */
export interface LabelMatch {
  readonly kind: LabelKind;
  readonly mayBeFullName: boolean;
  readonly start: number;
  readonly end: number;
  /** Letters and digits of the label that were read right. */
  readonly letters: number;
  /** 1 when every character agrees. */
  readonly quality: number;
}

/** The label words in a text, in order, none overlapping: the choice that explains the most letters. */
export function labelMatches(text: string): LabelMatch[] {
  const comparable = comparableText(text);
  if (comparable.text.length < 2) return [];
  const filter = filterOfText(comparable.text);
  const found: { start: number; end: number; weight: number; match: LabelMatch }[] = [];
  for (const phrase of labelPhrases) {
    if (!mayOccur(phrase.filter, filter, phrase.maximumEdits)) continue;
    if (phrase.comparable.length > comparable.text.length + phrase.maximumEdits) continue;
    // A label may stand twice, in two languages that share the word.
    for (let from = 0; from < comparable.text.length;) {
      const hit = findApproximately(phrase.comparable, comparable.text.slice(from), phrase.maximumEdits);
      if (hit === null) break;
      const start = from + hit.start;
      const end = from + hit.end;
      from = Math.max(end, from + 1);
      if (end <= start || (phrase.comparable.length < 7 && !isWord(text, comparable, start, end))) continue;
      // 018 looks like OIB, but a label is made of letters.
      const printed = text.slice(comparable.origins[start], comparable.origins[end - 1]! + 1);
      if ((printed.match(/\p{L}/gu)?.length ?? 0) * 2 < phrase.comparable.length) continue;
      const letters = phrase.comparable.length - hit.edits;
      found.push({
        start,
        end,
        // One long phrase explains better than the two short ones inside it.
        weight: letters - hit.edits - 0.5,
        match: {
          kind: phrase.kind,
          mayBeFullName: phrase.mayBeFullName,
          start: comparable.origins[start]!,
          end: comparable.origins[end - 1]! + 1,
          letters,
          quality: letters / phrase.comparable.length,
        },
      });
    }
  }
  return bestWithoutOverlap(found).map(({ match }) => match);
}

/** Whether the span is bounded as a word is: by anything but a letter, or by a change from small to capital. */
function isWord(text: string, comparable: ComparableText, start: number, end: number): boolean {
  const first = comparable.origins[start]!;
  const last = comparable.origins[end - 1]!;
  const bounded = (before: string | undefined, after: string | undefined): boolean =>
    before === undefined ||
    after === undefined ||
    !/\p{L}/u.test(before) ||
    !/\p{L}/u.test(after) ||
    (/\p{Ll}/u.test(before) && /\p{Lu}/u.test(after));
  // Labels of East Asia stand without spaces.
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(text[first]!))
    return true;
  return bounded(text[first - 1], text[first]) && bounded(text[last], text[last + 1]);
}
