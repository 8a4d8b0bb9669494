import { decisionAfter, gcraOf } from '#ports/rate-limit-arithmetic.js';
import type { RateLimits } from '#ports/rate-limits.js';

/** Limits of one process, for a server that is alone on its database. */
export function createMemoryRateLimits(): RateLimits {
  const arrivals = new Map<string, number>();
  return {
    async take(subject, limit, nowEpochMs) {
      const { intervalMicros, toleranceMicros, nowMicros, latestMicros } = gcraOf(limit, nowEpochMs);
      const noted = arrivals.get(subject) ?? nowMicros;
      const arrival = noted > latestMicros ? nowMicros : noted;
      if (arrival > nowMicros + toleranceMicros) return decisionAfter(false, arrival, limit, nowEpochMs);
      const next = Math.max(arrival, nowMicros) + intervalMicros;
      arrivals.set(subject, next);
      return decisionAfter(true, next, limit, nowEpochMs);
    },
    async sweep(nowEpochMs) {
      const idle = [...arrivals].filter(([, arrival]) => arrival <= nowEpochMs * 1000);
      for (const [subject] of idle) arrivals.delete(subject);
      return idle.length;
    },
  };
}
