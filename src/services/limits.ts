import type { Principal } from '#domain/access.js';
import type { Failure } from '#domain/failure.js';
import type { RateLimits } from '#ports/rate-limits.js';
import type { Records } from '#ports/records.js';
import { priceOf } from '#services/perform-operation.js';
import { utcDay } from '#services/utc-day.js';

/** What is left to the caller. `retryAfterMs`: only where it was refused and may come back. */
interface Rate {
  readonly remaining: number;
  readonly resetAfterMs: number;
  readonly retryAfterMs: number | null;
}

export type LimitDecision =
  { readonly ok: true; readonly rate: Rate } | { readonly ok: false; readonly rate: Rate; readonly failure: Failure };

/**
 * Is this caller within its limits? Per key: so many per second and at once, over all dialects. Per application: so many
 * a UTC day, and a balance that covers the call. Failures `rate-limited` and `tokens-insufficient`.
 */
export interface Limits {
  take(principal: Principal, operation: string): Promise<LimitDecision>;
}

const dayMs = 24 * 60 * 60 * 1000;

export function createLimits(dependencies: {
  readonly rateLimits: RateLimits;
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Limits {
  const { rateLimits, records, now } = dependencies;
  return {
    async take(principal, operation) {
      const { applicationId, keyId, settings } = principal;
      const nowEpochMs = now();
      const decision = await rateLimits.take(`key:${keyId}`, settings.limits, nowEpochMs);
      const rate = { remaining: decision.remaining, resetAfterMs: decision.resetAfterMs, retryAfterMs: null };
      if (!decision.allowed) {
        return { ok: false, rate: { ...rate, retryAfterMs: decision.retryAfterMs }, failure: { code: 'rate-limited' } };
      }
      const { perDay } = settings.limits;
      if (perDay !== null && (await records.usage.callsOnDay(applicationId, utcDay(nowEpochMs))) >= perDay) {
        const retryAfterMs = dayMs - (nowEpochMs % dayMs);
        return { ok: false, rate: { ...rate, retryAfterMs }, failure: { code: 'rate-limited' } };
      }
      const price = priceOf(operation, principal);
      if (price > 0 && (await records.usage.balance(applicationId)) < price) {
        return { ok: false, rate, failure: { code: 'tokens-insufficient' } };
      }
      return { ok: true, rate };
    },
  };
}
