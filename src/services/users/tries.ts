import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { RateLimits } from '#ports/rate-limits.js';
import type { Records } from '#ports/records.js';
import { networkDigest } from '#services/sessions/network-address.js';

/** Of one network, over all names: twenty at once, then one every six seconds. */
const addressLimit = { perSecond: 1 / 6, burst: 20 };

const freeTries = 4;
const firstLockMs = 30_000;
const longestLockMs = 60 * 60_000;

/** Waiting time after so many tries without success: from the fifth on half a minute, doubled each time, an hour at most. */
export const lockForMs = (tries: number): number =>
  tries <= freeTries ? 0 : Math.min(longestLockMs, firstLockMs * 2 ** (tries - freeTries - 1));

/** Takes one try of a network, of which only a keyed hash is stored. Failure `sign-in-locked`. */
export async function takeAddressTry(
  { rateLimits, keyedHash }: { readonly rateLimits: RateLimits; readonly keyedHash: KeyedHash },
  address: string,
  nowEpochMs: number,
): Promise<DashboardOutcome<null>> {
  const decision = await rateLimits.take(`sign-in:${networkDigest(keyedHash, address)}`, addressLimit, nowEpochMs);
  return decision.allowed
    ? { ok: true, value: null }
    : refuse('sign-in-locked', { retryAfterMs: decision.retryAfterMs });
}

/** Takes one try of a name, before it is known how it ends. Failure `sign-in-locked`. */
export async function takeNameTry(
  records: Records,
  identity: string,
  nowEpochMs: number,
): Promise<DashboardOutcome<null>> {
  const lockedUntil = await records.users.takeTry(identity, nowEpochMs, lockForMs);
  return lockedUntil === null
    ? { ok: true, value: null }
    : refuse('sign-in-locked', { retryAfterMs: lockedUntil - nowEpochMs });
}
