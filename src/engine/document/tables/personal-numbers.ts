import { dateExists } from '#engine/document/mrz/dates.js';
import {
  personalNumberContents,
  type PersonalNumberContents,
} from '#engine/document/tables/personal-number-contents.js';
import { personalNumberRules } from '#engine/document/tables/personal-number-rules.js';
import type { StateCode } from '#engine/document/tables/state-names.js';

/** The ways in which a number may be written: Finland's century sign stays in the first. */
function waysToWrite(number: string): string[] {
  const bare = number.toUpperCase().replace(/[\s./<()]/g, '');
  return [bare, bare.replace(/-/g, '')];
}

const entryOf = <Entry>(table: Readonly<Partial<Record<StateCode, Entry>>>, state: string | null): Entry | undefined =>
  state !== null && Object.hasOwn(table, state) ? table[state as StateCode] : undefined; // hasOwn does not narrow

/**
 * Whether a number satisfies the form and the check of the state's personal numbers; null where the table has no rule
 * for it, or a failed check says nothing.
 * Spaces, hyphens and points count for nothing, except a Finnish century sign.
 */
export function personalNumberHolds(state: string | null, number: string): boolean | null {
  const rule = entryOf(personalNumberRules, state);
  if (rule === undefined) return null;
  const ways = waysToWrite(number);
  if (ways.some((way) => rule.form.test(way) && rule.holds(way))) return true;
  if (ways.some((way) => rule.unchecked?.test(way))) return null;
  return rule.failingSaysNothing === true && ways.some((way) => rule.form.test(way)) ? null : false;
}

/** Whether a number has at least the form of the state's personal numbers; false where the table has no rule for it. */
export function hasPersonalNumberForm(state: string | null, number: string): boolean {
  const rule = entryOf(personalNumberRules, state);
  return rule !== undefined && waysToWrite(number).some((way) => rule.form.test(way) || rule.unchecked?.test(way));
}

/**
 * What a state's personal number says of its holder; null where the state's numbers say nothing, or this one has another
 * form or holds a date that does not exist.
 */
export function readPersonalNumber(state: string | null, number: string): PersonalNumberContents | null {
  const read = entryOf(personalNumberContents, state);
  if (read === undefined) return null;
  for (const way of waysToWrite(number)) {
    const contents = read(way);
    if (contents !== null && (contents.dateOfBirth === null || isDate(contents.dateOfBirth))) return contents;
  }
  return null;
}

/** @param date with `-` for an unknown century: a leap day may be one in either. */
function isDate(date: string): boolean {
  const [year, month, day] = [Number(date.slice(-8, -6)), Number(date.slice(-5, -3)), Number(date.slice(-2))];
  const whole = date.startsWith('-') ? 2000 + year : Number(date.slice(0, 4));
  return dateExists(whole, month, day);
}
