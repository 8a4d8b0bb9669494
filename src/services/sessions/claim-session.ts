import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal } from '#domain/session.js';
import { isSameSecret } from '#ports/same-secret.js';
import type { SessionClaim, SessionRecord } from '#ports/session-records.js';
import { changeSession, readSession } from '#services/sessions/change-session.js';
import { networkDigest } from '#services/sessions/network-address.js';
import { byToken, requireOwner, roleOf, type Person } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { hashClaim, linkUrl, newSecret } from '#services/sessions/session-token.js';

/** How long the way to another device stays open. */
const continuationMs = 5 * 60_000;

/** Desktop, phone, tablet, and again. */
const mostFollowers = 4;

/** Sessions from one place after which the next one has to prove work (rulings: 5 in 10 minutes). */
const crowd = { burst: 5, perSecond: 5 / 600 };

export interface ClaimRequest extends Person {
  /** From the QR code of the owning page. */
  readonly continuation?: string | null;
  /** Where the person calls from; null: unknown. */
  readonly address: string | null;
}

export interface ClaimedSession {
  readonly session: SessionRecord;
  readonly role: 'owner' | 'follower';
  /** Given where the browser has just become the owner: it goes into `claimCookie`. */
  readonly secret: string | null;
}

export interface Continuation {
  /** The secret stands behind the `#`: no server, log or preview ever sees it. */
  readonly url: string;
  readonly expiresAtEpochMs: number;
}

export interface SessionClaims {
  /**
   * The person's first action binds the link to this browser. The secret is always made here, never taken from the
   * request, so that nobody can fix another's. Failures `not-found`, `session-over`, `session-claimed`,
   * `session-continuation-invalid`.
   */
  claim(request: ClaimRequest): Promise<Outcome<ClaimedSession>>;
  /** A way for one other device to go on; an earlier one ends. Failures as `requireOwner`. */
  continueElsewhere(person: Person): Promise<Outcome<Continuation>>;
}

export function createSessionClaims(needs: SessionDependencies): SessionClaims {
  const { keyedHash, now } = needs;

  async function claim(request: ClaimRequest): Promise<Outcome<ClaimedSession>> {
    const { token, continuation = null, address } = request;
    const find = byToken(token, keyedHash);
    const seen = await readSession(needs, find);
    if (!seen.ok) return seen;
    if (isFinal(seen.value.state.status)) return fail({ code: 'session-over' });
    const role = roleOf(seen.value, request, keyedHash);
    if (role === 'owner') return ok({ session: seen.value, role, secret: null });
    if (role === 'follower' && continuation === null) return ok({ session: seen.value, role, secret: null });
    // Asked before the transaction: the limits have a store of their own. A second look costs nobody anything.
    const crowded = role === 'nobody' && address !== null && (await isCrowded(seen.value, address));

    const secret = newSecret();
    const changed = await changeSession(needs, find, (session) => {
      if (isFinal(session.state.status)) return fail({ code: 'session-over' });
      const next = claimFor(session, hashClaim(keyedHash, session.id, secret), continuation);
      return next.ok ? ok({ claim: next.value, events: crowded ? [{ type: 'captcha-demanded' }] : [] }) : next;
    });
    return changed.ok ? ok({ session: changed.value, role: 'owner', secret }) : changed;
  }

  function claimFor(
    { id, claim }: SessionRecord,
    newOwner: string,
    continuation: string | null,
  ): Outcome<SessionClaim> {
    if (continuation !== null) {
      const hash = hashClaim(keyedHash, id, continuation);
      const valid =
        claim.continuation !== null &&
        isSameSecret(hash, claim.continuation.hash) &&
        now() < claim.continuation.expiresAtEpochMs;
      if (!valid) return fail({ code: 'session-continuation-invalid' });
    } else if (claim.owner !== null) {
      return fail({ code: 'session-claimed' });
    }
    const before = claim.owner === null ? [] : [claim.owner];
    const followers = [...claim.followers, ...before].slice(-mostFollowers);
    return ok({ owner: newOwner, followers, continuation: null });
  }

  async function isCrowded({ applicationId, mode }: SessionRecord, address: string): Promise<boolean> {
    const digest = networkDigest(keyedHash, address, [applicationId, mode]);
    return !(await needs.rateLimits.take(`session-claims:${digest}`, crowd, now())).allowed;
  }

  return {
    claim,
    async continueElsewhere(person) {
      const secret = newSecret();
      const changed = await changeSession(needs, byToken(person.token, keyedHash), (session) => {
        const allowed = requireOwner(session, person, keyedHash);
        if (!allowed.ok) return allowed;
        const expiresAtEpochMs = Math.min(now() + continuationMs, session.state.expiresAtEpochMs);
        const continuation = { hash: hashClaim(keyedHash, session.id, secret), expiresAtEpochMs };
        return ok({ events: [], claim: { ...session.claim, continuation } });
      });
      if (!changed.ok) return changed;
      const { kind, claim } = changed.value;
      return ok({
        url: `${linkUrl(needs.publicUrl(), kind, person.token)}#continue=${secret}`,
        expiresAtEpochMs: claim.continuation!.expiresAtEpochMs,
      });
    },
  };
}
