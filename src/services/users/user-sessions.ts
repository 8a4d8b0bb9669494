import { randomUUID } from 'node:crypto';
import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import type { Records } from '#ports/records.js';
import type { UserRecord, UserSession, UserSessionStage } from '#ports/user-records.js';
import { networkOf } from '#services/sessions/network-address.js';
import { newSecret } from '#services/sessions/session-token.js';
import type { UserOrigin } from '#services/users/user-dependencies.js';

/** OWASP ASVS 3.3: half an hour without a call, and half a day at most. */
export const idleMs = 30 * 60_000;
const longestMs = 12 * 60 * 60_000;
/** Time for the second factor, or to set one up. */
const signingInMs = 15 * 60_000;
/** How often it is written that a session was seen. */
const seenEveryMs = 60_000;

export interface StartedSession {
  readonly session: UserSession;
  /** For the cookie; stored as a keyed hash alone. */
  readonly secret: string;
}

/** Who calls. */
export interface SignedIn {
  readonly user: UserRecord;
  readonly session: UserSession;
}

interface NewUserSession {
  readonly userId: string;
  readonly stage: UserSessionStage;
  readonly origin: UserSession['origin'];
  readonly atEpochMs: number;
}

/** Makes a session with a secret of its own. */
export async function startUserSession(inside: Records, options: NewUserSession): Promise<StartedSession> {
  const { userId, stage, origin, atEpochMs } = options;
  const session: UserSession = {
    id: randomUUID(),
    userId,
    stage,
    createdAtEpochMs: atEpochMs,
    lastSeenAtEpochMs: atEpochMs,
    expiresAtEpochMs: atEpochMs + (stage === 'full' ? longestMs : signingInMs),
    origin,
  };
  const secret = newSecret();
  await inside.users.addSession(session, secret);
  return { session, secret };
}

/**
 * The same in place of another, so that what somebody may have planted or seen before opens nothing afterwards. Failure
 * `sign-in-required` where that one was ended meanwhile, as by an admin's reset.
 */
export async function replaceUserSession(
  inside: Records,
  { session }: SignedIn,
  next: Omit<NewUserSession, 'userId'>,
): Promise<DashboardOutcome<StartedSession>> {
  if (!(await inside.users.endSession(session.userId, session.id))) return refuse('sign-in-required');
  return { ok: true, value: await startUserSession(inside, { userId: session.userId, ...next }) };
}

/** What is kept of where a browser came from. */
export const storedOrigin = ({ browser, address }: UserOrigin): UserSession['origin'] => ({
  browser: browser === null ? null : browser.slice(0, 200),
  network: networkOf(address),
});

/** Whose session a secret opens, read afresh at each call; null: nobody's, it is over, or the user was disabled. */
export async function findSignedIn(
  records: Records,
  secret: string | null,
  nowEpochMs: number,
): Promise<SignedIn | null> {
  if (secret === null) return null;
  const session = await records.users.findSession(secret);
  if (session === null || session.expiresAtEpochMs <= nowEpochMs) return null;
  if (session.lastSeenAtEpochMs + idleMs <= nowEpochMs) return null;
  const user = await records.users.find(session.userId);
  if (user === null || user.disabledAtEpochMs !== null) return null;
  if (session.lastSeenAtEpochMs + seenEveryMs <= nowEpochMs) await records.users.seeSession(session.id, nowEpochMs);
  return { user, session };
}
