import type { Grant } from '#domain/user.js';

export const userKinds = ['local', 'oidc'] as const;
/** `local`: name, password and second factor are kept here. `oidc`: a provider keeps them. */
export type UserKind = (typeof userKinds)[number];

/** What is sealed of a user. */
export interface UserProfile {
  readonly name: string;
  /** As argon2 writes it (`$argon2id$…`); null: not set up yet, or a provider's. */
  readonly passwordHash: string | null;
  /** The shared secret of the authenticator; null: none is confirmed. */
  readonly totpSecret: Uint8Array | null;
  /** One that was shown and is not confirmed yet. */
  readonly pendingTotpSecret: Uint8Array | null;
}

export interface UserRecord {
  readonly id: string;
  readonly kind: UserKind;
  readonly createdAtEpochMs: number;
  readonly disabledAtEpochMs: number | null;
  readonly lastSignInAtEpochMs: number | null;
  readonly invitationExpiresAtEpochMs: number | null;
  readonly lockedUntilEpochMs: number | null;
  readonly grants: readonly Grant[];
  readonly profile: UserProfile;
}

export interface NewUser extends Pick<UserRecord, 'id' | 'kind' | 'createdAtEpochMs' | 'grants' | 'profile'> {
  /** By what the user is found: the name, or issuer and subject. Only its keyed hash is stored. */
  readonly identity: string;
}

/** Where a session stands. `code`: the password was right. `enrolment`: it was, and there is no second factor yet. */
export const userSessionStages = ['code', 'enrolment', 'full'] as const;
export type UserSessionStage = (typeof userSessionStages)[number];

/** A browser in which somebody signed in, or is about to. */
export interface UserSession {
  /** UUID; names the session, opens nothing. */
  readonly id: string;
  readonly userId: string;
  readonly stage: UserSessionStage;
  readonly createdAtEpochMs: number;
  readonly lastSeenAtEpochMs: number;
  readonly expiresAtEpochMs: number;
  /** Browser as it calls itself, and network that it came from. Sealed. */
  readonly origin: { readonly browser: string | null; readonly network: string | null };
}

/** Users of the dashboard. Names and secrets are sealed; what they are found by is a keyed hash. */
export interface UserRecords {
  /** False where there is a user of that identity. */
  add(user: NewUser): Promise<boolean>;
  find(id: string): Promise<UserRecord | null>;
  findByIdentity(identity: string): Promise<UserRecord | null>;
  /** `token` as in the link. */
  findByInvitation(token: string): Promise<UserRecord | null>;
  /** Oldest first. */
  list(): Promise<UserRecord[]>;
  count(): Promise<number>;
  /** What is left out stays. False: there is no such user; so all below. */
  change(
    id: string,
    change: Partial<Pick<UserRecord, 'disabledAtEpochMs' | 'lastSignInAtEpochMs' | 'grants' | 'profile'>> & {
      /** Of a code that confirmed a new authenticator. */
      readonly lastCodeStep?: number;
    },
  ): Promise<boolean>;
  /** Null takes the present one away. */
  setInvitation(
    id: string,
    invitation: { readonly token: string; readonly expiresAtEpochMs: number } | null,
  ): Promise<boolean>;
  /**
   * Counts a try to sign in, whether or not there is such a user, before anybody knows how it ends: of many at once none slips
   * through. A number: it is locked until then, and nothing was counted. `lockForMs`: from the count, how long the next has to wait.
   */
  takeTry(identity: string, atEpochMs: number, lockForMs: (tries: number) => number): Promise<number | null>;
  /** Somebody signed in. */
  clearTries(identity: string): Promise<void>;
  /** Forgets tries of which the last is older, and whose lock is over. Gives how many. */
  sweepTries(olderThanEpochMs: number, nowEpochMs: number): Promise<number>;
  /** True once for each step, and for none before one that was used: of two tries with one code at once one succeeds. */
  useCodeStep(id: string, step: number): Promise<boolean>;
  /** Replaces all that there are. */
  setRecoveryCodes(id: string, codes: readonly string[]): Promise<void>;
  countRecoveryCodes(id: string): Promise<number>;
  /** True once for each code. */
  useRecoveryCode(id: string, code: string): Promise<boolean>;

  /** `secret` as in the cookie; only its keyed hash is stored. */
  addSession(session: UserSession, secret: string): Promise<void>;
  findSession(secret: string): Promise<UserSession | null>;
  /** Newest first. */
  sessionsOf(userId: string): Promise<UserSession[]>;
  seeSession(id: string, atEpochMs: number): Promise<void>;
  /** Of that user; false: no such session. */
  endSession(userId: string, id: string): Promise<boolean>;
  /** All, but for the one that is named. Gives how many. */
  endSessionsOf(userId: string, but?: string): Promise<number>;
  /** Removes sessions that are over: past their end, or not seen since. Gives how many. */
  sweepSessions(nowEpochMs: number, notSeenSinceEpochMs: number): Promise<number>;
}
