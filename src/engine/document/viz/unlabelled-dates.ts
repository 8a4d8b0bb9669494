import type { DocumentFieldName } from '#domain/document.js';
import { yearWithoutEnd } from '#engine/document/mrz/dates.js';
import { readDate, readTerm, type DateOrder } from '#engine/document/viz/dates.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

export type DateFieldName = Extract<DocumentFieldName, 'dateOfBirth' | 'dateOfIssue' | 'dateOfExpiry'>;
export const dateFieldNames = ['dateOfBirth', 'dateOfIssue', 'dateOfExpiry'] as const satisfies DateFieldName[];

export interface UnlabelledDate {
  readonly name: DateFieldName;
  readonly iso: string;
  readonly text: TextBox;
}

export interface UnlabelledDatesContext {
  readonly now: Date;
  readonly dateOrder: DateOrder;
  /** Whether check digits vouch for the birth and the expiry. */
  readonly vouched: boolean;
}

type Dates = Readonly<Partial<Record<DateFieldName, string>>>;

/** A document runs for whole years, a few days less at most; the longest terms are 15 years. */
const termToleranceDays = 4;
const longestTermYears = 15;
/** Background is read as digits too, but not surely. */
const leastConfidence = 0.8;
const dayMs = 86_400_000;

/**
 * Gives the dates whose label could not be read to the fields that lack one. Birth comes before issue, issue before
 * expiry and not after today, and between these two lies a term. A date is given where every assignment that keeps
 * these rules agrees on it; nothing is given when none does, or more dates are left than fields.
 */
export function assignUnlabelledDates(
  labelled: Dates,
  texts: readonly TextBox[],
  { now, dateOrder, vouched }: UnlabelledDatesContext,
): UnlabelledDate[] {
  const missing = dateFieldNames.filter((name) => labelled[name] === undefined);
  if (labelled.dateOfIssue === undefined && labelled.dateOfExpiry === undefined) {
    const term = termOf(texts, now, dateOrder);
    if (term !== null) return term;
  }
  const found = datesOf(texts, new Set(Object.values(labelled)), now, dateOrder);
  if (found.length === 0 || found.length > missing.length) return [];
  const today = now.toISOString().slice(0, 10);
  const possible = choices(missing, found.length)
    .map((names) => Object.fromEntries(names.map((name, index) => [name, found[index]!.iso])) as Dates) // keys are names
    .filter((dates) => mayBe({ ...labelled, ...dates }, today, vouched));
  const [first, ...rest] = possible;
  if (first === undefined) return [];
  return found.flatMap(({ iso, text }) => {
    const name = missing.find((candidate) => first[candidate] === iso);
    return name !== undefined && rest.every((dates) => dates[name] === iso) ? [{ name, iso, text }] : [];
  });
}

/** A term that is written as one (`17.10.2003 - 09.05.2013`) needs no label. */
function termOf(texts: readonly TextBox[], now: Date, order: DateOrder): UnlabelledDate[] | null {
  for (const text of texts) {
    const term = text.confidence < leastConfidence ? null : readTerm(text.text, { order, now });
    if (term === null || !isTerm(term.dateOfIssue, term.dateOfExpiry)) continue;
    return [
      { name: 'dateOfIssue', iso: term.dateOfIssue, text },
      { name: 'dateOfExpiry', iso: term.dateOfExpiry, text },
    ];
  }
  return null;
}

/** The dates among the texts, ascending, without those already known. */
function datesOf(texts: readonly TextBox[], known: ReadonlySet<string>, now: Date, order: DateOrder) {
  const found = new Map<string, { readonly text: TextBox; readonly hasSeparators: boolean }>();
  for (const text of texts) {
    const date = readDate(text.text, { order, role: 'expiry', now });
    // Two-digit years, and dates inside longer texts, could be anything else.
    if (date === null || text.confidence < leastConfidence || !/\d{4}/.test(text.text)) continue;
    if (date.end - date.start < text.text.trim().length - 2) continue;
    if (!known.has(date.iso) && !found.has(date.iso)) found.set(date.iso, { text, hasSeparators: date.hasSeparators });
  }
  // Eight bare digits are a date only beside one that is written as such: recognisers lose points and spaces.
  const written = [...found.values()].some(({ hasSeparators }) => hasSeparators);
  return written ? [...found].map(([iso, { text }]) => ({ iso, text })).sort((a, b) => (a.iso < b.iso ? -1 : 1)) : [];
}

/** Every choice of `count` names in their order. */
function choices(names: readonly DateFieldName[], count: number): DateFieldName[][] {
  if (count === 0) return [[]];
  return names.flatMap((name, index) => choices(names.slice(index + 1), count - 1).map((rest) => [name, ...rest]));
}

function mayBe(
  { dateOfBirth: birth, dateOfIssue: issue, dateOfExpiry: expiry }: Dates,
  today: string,
  vouched: boolean,
): boolean {
  if (birth !== undefined && birth > today) return false;
  if (issue !== undefined && issue > today) return false;
  if (birth !== undefined && issue !== undefined && birth >= issue) return false;
  if (birth !== undefined && expiry !== undefined && birth >= expiry) return false;
  if (issue === undefined || expiry === undefined) return true;
  // With the birth known the three vouch for each other, so the term must be a whole one, unless a zone vouches for the
  // other two; else it must only be a term.
  return birth === undefined || vouched ? isTerm(issue, expiry) : isWholeTerm(issue, expiry);
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

const isWithoutEnd = (expiry: string): boolean => expiry.startsWith(String(yearWithoutEnd));

const isTerm = (issue: string, expiry: string): boolean =>
  isWithoutEnd(expiry) ||
  (issue < expiry && daysBetween(issue, expiry) <= longestTermYears * 365.25 + termToleranceDays);

function isWholeTerm(issue: string, expiry: string): boolean {
  if (isWithoutEnd(expiry)) return true;
  for (let years = 1; years <= longestTermYears; years++) {
    const anniversary = new Date(issue);
    anniversary.setUTCFullYear(anniversary.getUTCFullYear() + years);
    if (Math.abs(daysBetween(anniversary.toISOString().slice(0, 10), expiry)) <= termToleranceDays) return true;
  }
  return false;
}
