import type { KeyedHash } from '#ports/keyed-hash.js';
import type { RateLimit, RateLimits } from '#ports/rate-limits.js';
import { networkDigest } from '#services/sessions/network-address.js';

/**
 * What one network may do on all pages together. Many people share the address of a carrier or an office, so that these bound
 * what a program does and not what a busy morning brings.
 */
const limits = {
  claims: { perSecond: 1, burst: 60 },
  'captcha-answers': { perSecond: 1, burst: 60 },
  /** Beginnings and parts: 20 MB a second. */
  uploads: { perSecond: 20, burst: 300 },
  pictures: { perSecond: 2, burst: 60 },
  /** Judged without a key: what one person tries by hand. */
  demo: { perSecond: 0.5, burst: 20 },
  'policy-reports': { perSecond: 0.1, burst: 20 },
} as const satisfies Record<string, RateLimit>;
export type LimitedAction = keyof typeof limits;

/** Milliseconds after which to come back; null: it may go on. */
export type TakeOfAddress = (action: LimitedAction, address: string) => Promise<number | null>;

/** Counts what comes from one address, of which only a keyed hash is stored. */
export function createTakeOfAddress(dependencies: {
  readonly rateLimits: RateLimits;
  readonly keyedHash: KeyedHash;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): TakeOfAddress {
  const { rateLimits, keyedHash, now } = dependencies;
  return async (action, address) => {
    const subject = `capture-${action}:${networkDigest(keyedHash, address)}`;
    const decision = await rateLimits.take(subject, limits[action], now());
    return decision.allowed ? null : decision.retryAfterMs;
  };
}
