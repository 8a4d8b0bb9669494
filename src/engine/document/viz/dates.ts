import { dateExists, fullYear, isoDate, yearWithoutEnd } from '#engine/document/mrz/dates.js';
import { monthsOfWord } from '#engine/document/tables/months.js';
import {
  asciiDigits,
  fromPersian,
  persianMonthOfWord,
  withoutBuddhistEra,
  yearOfEra,
} from '#engine/document/viz/calendars.js';
import { matchesOf } from '#engine/document/text/matches-of.js';
import { datePatterns, type DatePart } from '#engine/document/viz/date-patterns.js';

/** How a document writes dates that are all digits and start with no four-digit year. */
export type DateOrder = 'day-month-year' | 'month-day-year';

/** What a two-digit year is resolved by: nobody is born, and no document issued, after today. */
export type DateRole = 'past' | 'expiry';

export interface DateReading {
  readonly iso: string;
  /** Index in the text where the date starts and where it ends (exclusive). */
  readonly start: number;
  readonly end: number;
  /** All digits, both orders possible: only the order that was assumed decided it. */
  readonly orderAssumed: boolean;
  /** Whether anything but digits stood in it; eight bare digits may also be a number. */
  readonly hasSeparators: boolean;
}

export interface DateOptions {
  readonly order: DateOrder;
  readonly role: DateRole;
  readonly now: Date;
}

/** The first date in a text that exists in the calendar, in any of the world's usual notations; null without one. */
export function readDate(text: string, options: DateOptions): DateReading | null {
  const withDigits = asciiDigits(text);
  // Names and labels are most of what is asked about.
  if (!/\d.*\d/u.test(withDigits)) return null;
  for (const { expression, parts } of datePatterns) {
    for (const match of matchesOf(expression, withDigits)) {
      // At least half of the digits must be real ones, else words like SOLIS become numbers.
      const digits = match.slice(1).filter((_, index) => parts[index] !== 'words' && parts[index] !== 'era');
      const realDigits = digits.join('').replace(/\D/g, '').length;
      if (realDigits * 2 < digits.join('').replace('元', '').length) continue;
      const reading = interpret(match, parts, options);
      if (reading !== null) return reading;
    }
  }
  return null;
}

/** A term written as one: `17.10.2003 - 09.05.2013`, issue and expiry. Null for anything else. */
export function readTerm(
  text: string,
  { order, now }: Pick<DateOptions, 'order' | 'now'>,
): { readonly dateOfIssue: string; readonly dateOfExpiry: string } | null {
  for (const dash of text.matchAll(/[-–—]/g)) {
    const issue = readDate(text.slice(0, dash.index), { order, now, role: 'past' });
    const expiry = readDate(text.slice(dash.index + 1), { order, now, role: 'expiry' });
    if (issue !== null && expiry !== null && issue.iso < expiry.iso) {
      return { dateOfIssue: issue.iso, dateOfExpiry: expiry.iso };
    }
  }
  return null;
}

function interpret(
  match: RegExpExecArray,
  parts: readonly DatePart[],
  { order, role, now }: DateOptions,
): DateReading | null {
  const part = (name: DatePart): string | undefined => {
    const index = parts.indexOf(name);
    return index < 0 ? undefined : match[index + 1];
  };
  const at = {
    start: match.index,
    end: match.index + match[0].length,
    hasSeparators: /[^0-9]/.test(match[0]),
  };
  const complete = (month: number, day: number, orderAssumed: boolean): DateReading | null => {
    const monthAndDay = `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const year =
      yearText.length === 2
        ? fullYear(Number(yearText), monthAndDay, role === 'past' ? 'birth' : 'expiry', now)
        : withoutBuddhistEra(Number(yearText));
    return gregorian(year, month, day, orderAssumed);
  };
  const gregorian = (year: number, month: number, day: number, orderAssumed: boolean): DateReading | null => {
    const isWithoutEnd = role === 'expiry' && year === yearWithoutEnd;
    // Wider than any holder's life and any document's term.
    if (year < now.getUTCFullYear() - 130 || (year > now.getUTCFullYear() + 100 && !isWithoutEnd)) return null;
    return dateExists(year, month, day) ? { iso: isoDate(year, month, day), orderAssumed, ...at } : null;
  };

  const era = part('era');
  const eraYear = era === undefined ? null : yearOfEra(era, part('eraYear')!);
  const yearText = eraYear === null ? asDigits(part('year') ?? '') : String(eraYear);
  const words = part('words');
  if (words !== undefined) {
    const persianMonth = persianMonthOfWord(words);
    if (persianMonth !== null) {
      const date = fromPersian(Number(yearText), persianMonth, Number(asDigits(part('day')!)));
      return date === null ? null : gregorian(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), false);
    }
    const month = monthOfWords(words);
    return month === null ? null : complete(month, Number(asDigits(part('day')!)), false);
  }
  const monthText = part('month');
  if (monthText !== undefined) return complete(Number(monthText), Number(part('day')), false);
  const first = Number(asDigits(part('first')!));
  const second = Number(asDigits(part('second')!));
  const ambiguous = first <= 12 && second <= 12 && first !== second;
  // The other order is not tried: a misread 12.18.1974 must not become the 18th of December.
  return order === 'day-month-year' ? complete(second, first, ambiguous) : complete(first, second, ambiguous);
}

/** The one month that all the words agree on (`AUG/AOUT`, `LIP/JUL`); null when none or several do. */
function monthOfWords(words: string): number | null {
  // Thai abbreviations have points inside: ส.ค.
  const whole = /\p{Script=Thai}/u.test(words) ? words.replace(/[.\s]/g, '') : words;
  const sets = whole
    .split(/[^\p{L}\p{M}]+/u)
    .filter(Boolean)
    .map(monthsOfRun)
    .filter((months) => months.size > 0);
  const [first, ...rest] = sets;
  if (first === undefined) return null;
  const agreed = [...first].filter((month) => rest.every((months) => months.has(month)));
  return agreed.length === 1 ? agreed[0]! : null;
}

/** Months of a run of letters: one word, or two that mean the same (`JUL/JUIL`) with the stroke lost or read as a letter. */
function monthsOfRun(run: string): ReadonlySet<number> {
  const months = monthsOfWord(run);
  if (months.size > 0) return months;
  for (let end = shortestMonth; end + shortestMonth <= run.length; end++) {
    for (const stroke of [0, 1]) {
      const second = monthsOfWord(run.slice(end + stroke));
      const shared = [...monthsOfWord(run.slice(0, end))].filter((month) => second.has(month));
      if (shared.length > 0) return new Set(shared);
    }
  }
  return months;
}

/** Letters of a month's shortest abbreviation. */
const shortestMonth = 3;

const digitOfLetter: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  I: '1',
  l: '1',
  '|': '1',
  S: '5',
  B: '8',
};
const asDigits = (text: string): string => text.replace(/\D/g, (letter) => digitOfLetter[letter] ?? letter);

/**
 * The order in which a document writes its dates, told by those of its texts that allow one order only. Without any,
 * month first where the document is from a state that writes so.
 */
export function dateOrderOf(texts: readonly string[], issuingState: string | null): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const text of texts) {
    const [, first, second] = /(?<!\d)(\d{2})[/.-](\d{2})[/.-](?:\d{4}|\d{2})(?!\d)/.exec(text) ?? [];
    if (Number(first) > 12 && Number(second) <= 12) dayFirst++;
    if (Number(second) > 12 && Number(first) <= 12) monthFirst++;
  }
  if (dayFirst !== monthFirst) return dayFirst > monthFirst ? 'day-month-year' : 'month-day-year';
  return issuingState !== null && monthFirstStates.has(issuingState) ? 'month-day-year' : 'day-month-year';
}

/** Unicode CLDR's short date formats that start with the month. */
const monthFirstStates: ReadonlySet<string> = new Set([
  'USA',
  'PHL',
  'FSM',
  'GUM',
  'MHL',
  'MNP',
  'PRI',
  'PLW',
  'VIR',
  'ASM',
]);
