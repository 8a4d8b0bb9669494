import type { RateDecision, RateLimit } from '#ports/rate-limits.js';

/**
 * The generic cell rate algorithm (ITU-T I.371): each request moves a "theoretical arrival time" on by one interval; a
 * request is allowed while that time is at most `burst − 1` intervals ahead. One number a subject, no windows that all
 * refill at once. Whole microseconds, so that every database computes alike.
 */
export function gcraOf({ perSecond, burst }: RateLimit, nowEpochMs: number) {
  const intervalMicros = Math.max(1, Math.round(1_000_000 / perSecond));
  const toleranceMicros = (burst - 1) * intervalMicros;
  const nowMicros = Math.floor(nowEpochMs * 1000);
  return {
    intervalMicros,
    toleranceMicros,
    nowMicros,
    /** No request allowed moves it beyond this: a later one was written by a clock that was ahead, and counts for nothing. */
    latestMicros: nowMicros + toleranceMicros + intervalMicros + clockSkewMicros,
  };
}

/** What the clocks of servers that share a database may differ by. */
const clockSkewMicros = 60_000_000;

/** What a caller is told once the theoretical arrival time stands at `arrivalMicros`. */
export function decisionAfter(
  allowed: boolean,
  arrivalMicros: number,
  limit: RateLimit,
  nowEpochMs: number,
): RateDecision {
  const { intervalMicros, toleranceMicros, nowMicros } = gcraOf(limit, nowEpochMs);
  const aheadMicros = Math.max(0, arrivalMicros - nowMicros);
  const remaining = Math.max(0, Math.floor((toleranceMicros - aheadMicros) / intervalMicros) + 1);
  const waitMicros = remaining > 0 ? 0 : aheadMicros - toleranceMicros;
  return {
    allowed,
    remaining,
    retryAfterMs: Math.ceil(waitMicros / 1000),
    resetAfterMs: Math.ceil(aheadMicros / 1000),
  };
}
