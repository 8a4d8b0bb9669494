const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** From each failed attempt to the next: 75 h 35 min in all, the schedule that the Standard Webhooks specification gives. */
const delaysMs = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** Attempts of a delivery, the first one at once. */
export const attemptsOfSchedule = delaysMs.length + 1;

/** Each delay is drawn from this share around it, so that what failed together does not come back together. */
const jitter = 0.1;

/**
 * How long after failed attempt number `attempts` (from 1) the next one follows; null: it was the last.
 * A receiver's Retry-After moves it to between once and twice its time: nobody holds a delivery up for longer, or draws
 * it nearer. `random`: 0 ≤ x < 1.
 */
export function delayAfterMs(
  attempts: number,
  { random, retryAfterMs }: { readonly random: () => number; readonly retryAfterMs: number | null },
): number | null {
  const delay = delaysMs[attempts - 1];
  if (delay === undefined) return null;
  const scheduled = Math.round(delay * (1 - jitter + 2 * jitter * random()));
  return Math.min(Math.max(retryAfterMs ?? 0, scheduled), 2 * scheduled);
}

/** Retry-After (RFC 9110, 10.2.3) in milliseconds from now: seconds or a date. Null: none, or not understood. */
export function parseRetryAfterMs(text: string | undefined, nowEpochMs: number): number | null {
  if (text === undefined) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text) * second;
  // Date.parse also takes "-5" for a date; all three forms of HTTP's dates begin with the day of the week.
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowEpochMs);
}
