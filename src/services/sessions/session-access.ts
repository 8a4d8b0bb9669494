import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal } from '#domain/session.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';
import type { SessionRecord } from '#ports/session-records.js';
import { hashClaim, hashToken } from '#services/sessions/session-token.js';

/** Who opens a link: what stands in its address, and the secrets in the browser's cookies (`claimSecretsOf`). */
export interface Person {
  readonly token: string;
  readonly secrets: readonly string[];
}

/**
 * `owner` may act; `follower` was the owner before the session moved to another device and looks on; `nobody`: the link
 * is unclaimed, the first who acts becomes the owner; `stranger`: it is somebody else's.
 */
export type SessionRole = 'owner' | 'follower' | 'nobody' | 'stranger';

export function roleOf({ id, claim }: SessionRecord, { secrets }: Person, keyedHash: KeyedHash): SessionRole {
  const hashes = secrets.map((secret) => hashClaim(keyedHash, id, secret));
  if (claim.owner !== null && hashes.includes(claim.owner)) return 'owner';
  if (hashes.some((hash) => claim.followers.includes(hash))) return 'follower';
  return claim.owner === null ? 'nobody' : 'stranger';
}

/** Failures `session-over`; `session-claimed`, also where nobody has claimed the link: claiming comes first. */
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
