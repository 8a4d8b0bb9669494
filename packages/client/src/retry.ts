/** Where the server asks for a longer wait than this, its answer is told at once: the caller knows better what to do. */
export const mostWaitMs = 30_000;

/** Before the first repetition, where the server does not say; each further wait is twice as long. */
const firstWaitMs = 500;
const mostBackoffMs = 8000;

/** Milliseconds of a Retry-After header, seconds or a date (RFC 9110 §10.2.3); null: none, or unreadable. */
export function readRetryAfter(header: string | null, nowEpochMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim()) * 1000;
  const atEpochMs = Date.parse(header);
  return Number.isNaN(atEpochMs) ? null : Math.max(0, atEpochMs - nowEpochMs);
}

/**
 * How long to wait before repetition number `repetition` (1, 2, …): never less than the server asks, and up to a tenth
 * more, so that callers who were refused together do not come back together. Null: longer than anybody should wait.
 */
export function waitBefore(repetition: number, retryAfterMs: number | null, random: () => number): number | null {
  if (retryAfterMs !== null) {
    return retryAfterMs > mostWaitMs ? null : Math.round(retryAfterMs * (1 + 0.1 * random()));
  }
  const backoffMs = Math.min(mostBackoffMs, firstWaitMs * 2 ** (repetition - 1));
  return Math.round(backoffMs * (0.5 + 0.5 * random()));
}
