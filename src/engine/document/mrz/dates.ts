/**
 * A date of an MRZ: complete, or incomplete (ICAO 9303-3 §4.8: unknown parts are `<<`), or no date at all. An incomplete
 * expiry is no later than `notAfter`; null for one without a year, and for a birth.
 */
export type MrzDate =
  | { readonly kind: 'complete'; readonly iso: string }
  | { readonly kind: 'incomplete'; readonly notAfter: string | null }
  | { readonly kind: 'impossible' };

/** Whether the year, month (1–12) and day exist in the Gregorian calendar. */
export function dateExists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  // Two-digit years would mean 19yy to Date.UTC.
  if (year < 100) date.setUTCFullYear(year);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `YYYY-MM-DD` of a date's parts. */
export const isoDate = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** The year of what never expires, where a date must stand: Spain prints `01 01 9999` on cards without end. */
export const yearWithoutEnd = 9999;

const lastDayOf = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10); // day 0 of the next month, months counting from 0

/**
 * The century of a two-digit year. A birth is never after `now`. An expiry lies within 50 years of `now` either way:
 * documents run for 10 years, rarely for more than 15, and old ones are shown more often than that.
 */
export function fullYear(twoDigits: number, monthAndDay: string, role: 'birth' | 'expiry', now: Date): number {
  const today = now.toISOString().slice(0, 10);
  const thisYear = now.getUTCFullYear();
  const year = thisYear - (thisYear % 100) + twoDigits;
  if (role === 'birth') return `${year}-${monthAndDay}` > today ? year - 100 : year;
  if (year - thisYear >= 50) return year - 100;
  return thisYear - year > 50 ? year + 100 : year;
}

/** Reads `YYMMDD` as it stands in an MRZ. */
export function parseMrzDate(text: string, role: 'birth' | 'expiry', now: Date): MrzDate {
  if (!/^[0-9<]{6}$/.test(text)) return { kind: 'impossible' };
  const parts = [text.slice(0, 2), text.slice(2, 4), text.slice(4, 6)] as const;
  const known = parts.filter((part) => part !== '<<' && part !== '00');
  if (known.some((part) => part.includes('<'))) return { kind: 'impossible' };
  const month = Number(parts[1]);
  const day = Number(parts[2]);
  const year = fullYear(Number(parts[0]), `${parts[1]}-${parts[2]}`, role, now);
  if (month > 12) return { kind: 'impossible' };
  // A year 00 is known, a month or day 00 is some issuers' way of writing an unknown one.
  if (parts[0] === '<<' || parts.slice(1).some((part) => part === '<<' || part === '00')) {
    const hasYear = role === 'expiry' && parts[0] !== '<<' && text !== '000000';
    return { kind: 'incomplete', notAfter: hasYear ? lastDayOf(year, month || 12) : null };
  }
  return dateExists(year, month, day) ? { kind: 'complete', iso: isoDate(year, month, day) } : { kind: 'impossible' };
}
