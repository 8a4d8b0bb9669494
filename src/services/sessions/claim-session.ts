import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal } from '#domain/session.js';
import { isSameSecret } from '#ports/same-secret.js';
import type { SessionClaim, SessionRecord } from '#ports/session-records.js';
import { changeSession, readSession } from '#services/sessions/change-session.js';
import { networkDigest } from '#services/sessions/network-address.js';
import {
  byToken,
  changeByOwner,
  claimOnceActed,
  openContinuation,
  roleOf,
  type Person,
} from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { hashClaim, linkUrl, newSecret } from '#services/sessions/session-token.js';

/** How long the way to another device stays open. */
const continuationMs = 5 * 60_000;

/** Answers that were lost, and people who open the same link at once. */
const mostCandidates = 8;

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
  /** Given to who has just become a candidate: it goes into `claimCookie`. Null: it is the owner, or a follower. */
  readonly secret: string | null;
}

export interface Continuation {
  /** The secret stands behind the `#`: no server, log or preview ever sees it. */
  readonly url: string;
  readonly expiresAtEpochMs: number;
}

export interface SessionClaims {
  /**
   * The person's first action binds the link to this browser, as soon as the browser brings the secret back that it was given:
   * with another claim, or whatever it does next. Until then all stays as it was, for nobody has the link whose browser never got
   * the secret, or does not keep it. The secret is always made here, never taken from the request, so that nobody can fix
   * another's. Failures `not-found`, `session-over`, `session-claimed`, `session-continuation-invalid`.
   */
  claim(request: ClaimRequest): Promise<Outcome<ClaimedSession>>;
  /** A way for one other device to go on; an earlier one ends. Failures as `changeByOwner`. */
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
    const looksOn = role === 'follower' && continuation === null;
    if (role === 'owner' || looksOn) return ok({ session: seen.value, secret: null });
    // Asked before the transaction: the limits have a store of their own. A second look costs nobody anything.
    const isFirst = role === 'nobody' && seen.value.claim.candidates.length === 0;
    const crowded = isFirst && address !== null && (await isCrowded(seen.value, address));

    const secret = newSecret();
    const changed = await changeSession(needs, find, (session) => {
      if (isFinal(session.state.status)) return fail({ code: 'session-over' });
      const confirmed = claimOnceActed(session, request, needs);
      if (confirmed !== null) return ok({ claim: confirmed, events: [] });
      const next = withCandidate(session, hashClaim(keyedHash, session.id, secret), continuation);
      return next.ok ? ok({ claim: next.value, events: crowded ? [{ type: 'captcha-demanded' }] : [] }) : next;
    });
    if (!changed.ok) return changed;
    const owns = roleOf(changed.value, request, keyedHash) === 'owner';
    return ok({ session: changed.value, secret: owns ? null : secret });
  }

  function withCandidate(
    { id, claim }: SessionRecord,
    candidate: string,
    continuation: string | null,
  ): Outcome<SessionClaim> {
    if (continuation !== null) {
      const open = openContinuation(claim, now());
      const valid = open !== null && isSameSecret(hashClaim(keyedHash, id, continuation), open.hash);
      if (!valid) return fail({ code: 'session-continuation-invalid' });
    } else if (claim.owner !== null) {
      return fail({ code: 'session-claimed' });
    }
    return ok({ ...claim, candidates: [...claim.candidates, candidate].slice(-mostCandidates) });
  }

  async function isCrowded({ applicationId, mode }: SessionRecord, address: string): Promise<boolean> {
    const digest = networkDigest(keyedHash, address, [applicationId, mode]);
    return !(await needs.rateLimits.take(`session-claims:${digest}`, crowd, now())).allowed;
  }

  return {
    claim,
    async continueElsewhere(person) {
      const secret = newSecret();
      const changed = await changeByOwner(needs, person, (session) => {
        const expiresAtEpochMs = Math.min(now() + continuationMs, session.state.expiresAtEpochMs);
        const continuation = { hash: hashClaim(keyedHash, session.id, secret), expiresAtEpochMs };
        return ok({ events: [], claim: { ...session.claim, continuation, candidates: [] } });
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
