/** A document is valid through its last day; that day ends last at UTC−12. ISO dates compare as text. */
export const hasExpired = (dateOfExpiry: string, nowEpochMs: number): boolean =>
  dateOfExpiry < new Date(nowEpochMs - 12 * 3_600_000).toISOString().slice(0, 10);

/** Whether a date has begun nowhere on earth: it begins first at UTC+14. */
export const isInFuture = (date: string, nowEpochMs: number): boolean =>
  date > new Date(nowEpochMs + 14 * 3_600_000).toISOString().slice(0, 10);

/** Whole years from one ISO date to another; who is born on 29 February is a year older on 1 March. */
export function wholeYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
