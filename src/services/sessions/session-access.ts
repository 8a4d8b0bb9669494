import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal } from '#domain/session.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';
import { unclaimed, type SessionClaim, type SessionRecord } from '#ports/session-records.js';
import { changeSession, type SessionChange } from '#services/sessions/change-session.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { hashClaim, hashToken } from '#services/sessions/session-token.js';

/** Desktop, phone, tablet, and again. */
const mostFollowers = 4;

/** Who opens a link: what stands in its address, and the secrets in the browser's cookies (`claimSecretsOf`). */
export interface Person {
  readonly token: string;
  readonly secrets: readonly string[];
}

/**
 * `owner` may act; `follower` was the owner before the session moved to another device and looks on; `nobody`: the link
 * is unclaimed, the first who acts becomes the owner; `stranger`: it is somebody else's. A candidate is what it was before.
 */
export type SessionRole = 'owner' | 'follower' | 'nobody' | 'stranger';

export function roleOf({ id, claim }: SessionRecord, { secrets }: Person, keyedHash: KeyedHash): SessionRole {
  const hashes = secrets.map((secret) => hashClaim(keyedHash, id, secret));
  if (claim.owner !== null && hashes.includes(claim.owner)) return 'owner';
  if (hashes.some((hash) => claim.followers.includes(hash))) return 'follower';
  return claim.owner === null ? 'nobody' : 'stranger';
}

/** The way to another device, while it leads there. */
export const openContinuation = ({ continuation }: SessionClaim, nowEpochMs: number): SessionClaim['continuation'] =>
  continuation !== null && nowEpochMs < continuation.expiresAtEpochMs ? continuation : null;

/**
 * The claim, once this person has acted: the owner stays, and a candidate becomes it, of a link that is nobody's or as long as the
 * way to another device is open. Null: the person may not act.
 */
export function claimOnceActed(
  { id, claim }: SessionRecord,
  { secrets }: Person,
  { keyedHash, now }: Pick<SessionDependencies, 'keyedHash' | 'now'>,
): SessionClaim | null {
  const hashes = secrets.map((secret) => hashClaim(keyedHash, id, secret));
  if (claim.owner !== null && hashes.includes(claim.owner)) return claim;
  const candidate = claim.candidates.find((hash) => hashes.includes(hash));
  if (candidate === undefined || (claim.owner !== null && openContinuation(claim, now()) === null)) return null;
  const before = claim.owner === null ? [] : [claim.owner];
  return { ...unclaimed, owner: candidate, followers: [...claim.followers, ...before].slice(-mostFollowers) };
}

/**
 * A change by the owner of the link. A candidate becomes the owner in the transaction of its first change; what is refused binds
 * nothing. Failures as `changeSession`; `session-claimed`, also where nobody has claimed the link: claiming comes first.
 */
export const changeByOwner = (
  needs: SessionDependencies,
  person: Person,
  decide: (session: SessionRecord) => Outcome<SessionChange>,
): Promise<Outcome<SessionRecord>> =>
  changeSession(needs, byToken(person.token, needs.keyedHash), (session) => {
    if (isFinal(session.state.status)) return fail({ code: 'session-over' });
    const claim = claimOnceActed(session, person, needs);
    if (claim === null) return fail({ code: 'session-claimed' });
    const change = decide({ ...session, claim });
    return change.ok ? ok({ claim, ...change.value }) : change;
  });

/** For a look that changes nothing. Failures `session-over`; `session-claimed`, also where nobody owns the link yet. */
export function requireOwner(session: SessionRecord, person: Person, keyedHash: KeyedHash): Outcome<null> {
  if (isFinal(session.state.status)) return fail({ code: 'session-over' });
  return roleOf(session, person, keyedHash) === 'owner' ? ok(null) : fail({ code: 'session-claimed' });
}

/** How the session of a link is found. */
export const byToken =
  (token: string, keyedHash: KeyedHash) =>
  async (inside: Records): Promise<SessionRecord | null> => {
    const hash = hashToken(keyedHash, token);
    return hash === null ? null : inside.sessions.findByToken(hash);
  };
