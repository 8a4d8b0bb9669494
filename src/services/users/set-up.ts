import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import type { UserRecord } from '#ports/user-records.js';
import { newRecoveryCodes, plainRecoveryCode } from '#services/users/recovery-codes.js';
import { isSuitablePassword } from '#services/users/suitable-password.js';
import { base32, matchingStep, newTotpSecret, totpUri } from '#services/users/totp.js';
import { takeAddressTry, takeNameTry } from '#services/users/tries.js';
import { asUser, noteUser, type UserDependencies, type UserOrigin } from '#services/users/user-dependencies.js';
import { identityOf } from '#services/users/user-identity.js';
import { changeProfile } from '#services/users/change-profile.js';
import {
  replaceUserSession,
  startUserSession,
  storedOrigin,
  type SignedIn,
  type StartedSession,
} from '#services/users/user-sessions.js';

/** For an authenticator: shown, and good once a code of it was given back. */
export interface ShownTotp {
  readonly secret: string;
  readonly uri: string;
}

export interface ConfirmedTotp extends StartedSession {
  /** Shown this once. */
  readonly recoveryCodes: readonly string[];
}

/** A user's own first steps, and a new authenticator later. */
export interface SetUp {
  /** Whose invitation it is. Failures `invitation-invalid`, `sign-in-locked`. */
  look(token: string, origin: UserOrigin): Promise<DashboardOutcome<UserRecord>>;
  /** Chooses the password and uses the invitation up. Also `password-unsuitable`. */
  choosePassword(token: string, password: string, origin: UserOrigin): Promise<DashboardOutcome<StartedSession>>;
  /** Makes a secret for an authenticator, in place of one that was not confirmed. */
  offerTotp(present: SignedIn): Promise<ShownTotp>;
  /**
   * Sets the authenticator whose code is given, and new recovery codes. The session goes on under another secret, signed in.
   * Failures `sign-in-failed`, `sign-in-locked`.
   */
  confirmTotp(present: SignedIn, code: string, origin: UserOrigin): Promise<DashboardOutcome<ConfirmedTotp>>;
}

export function createSetUp({ records, passwords, now, ...counters }: UserDependencies): SetUp {
  async function look(token: string, origin: UserOrigin): Promise<DashboardOutcome<UserRecord>> {
    const allowed = await takeAddressTry(counters, origin.address, now());
    if (!allowed.ok) return allowed;
    const user = await records.users.findByInvitation(token);
    const open = user !== null && user.disabledAtEpochMs === null && (user.invitationExpiresAtEpochMs ?? 0) > now();
    return open ? { ok: true, value: user } : refuse('invitation-invalid');
  }

  return {
    look,

    async choosePassword(token, password, origin) {
      const found = await look(token, origin);
      if (!found.ok) return found;
      const { name } = found.value.profile;
      if (!isSuitablePassword(password, name)) return refuse('password-unsuitable');
      const passwordHash = await passwords.hash(password);
      const atEpochMs = now();
      return records.inTransaction(async (inside): Promise<DashboardOutcome<StartedSession>> => {
        // Afresh: of two who open one link at once the first has it.
        const user = await inside.users.findByInvitation(token);
        if (user === null) return refuse('invitation-invalid');
        const profile = { ...user.profile, passwordHash, totpSecret: null, pendingTotpSecret: null };
        await inside.users.change(user.id, { profile });
        await inside.users.setInvitation(user.id, null);
        await inside.users.setRecoveryCodes(user.id, []);
        await inside.users.endSessionsOf(user.id);
        await inside.users.clearTries(identityOf(user));
        await noteUser(inside, { atEpochMs, action: 'user.set-up', actor: asUser(user.id), target: user.id });
        const started = { userId: user.id, stage: 'enrolment', origin: storedOrigin(origin), atEpochMs } as const;
        return { ok: true, value: await startUserSession(inside, started) };
      });
    },

    offerTotp: ({ user }) =>
      records.inTransaction(async (inside) => {
        const secret = newTotpSecret();
        await changeProfile(inside, user.id, { pendingTotpSecret: secret });
        return { secret: base32(secret), uri: totpUri(secret, user.profile.name) };
      }),

    async confirmTotp(present, code, origin) {
      const { user } = present;
      const allowed = await takeNameTry(records, identityOf(user), now());
      if (!allowed.ok) return allowed;
      const { pendingTotpSecret } = user.profile;
      const step = pendingTotpSecret === null ? null : matchingStep(pendingTotpSecret, code, now());
      if (step === null) return refuse('sign-in-failed');
      const recoveryCodes = newRecoveryCodes();
      const atEpochMs = now();
      return records.inTransaction(async (inside): Promise<DashboardOutcome<ConfirmedTotp>> => {
        const fresh = { stage: 'full', origin: storedOrigin(origin), atEpochMs } as const;
        const started = await replaceUserSession(inside, present, fresh);
        if (!started.ok) return started;
        await inside.users.endSessionsOf(user.id, started.value.session.id);
        await changeProfile(inside, user.id, { totpSecret: pendingTotpSecret, pendingTotpSecret: null });
        await inside.users.change(user.id, { lastCodeStep: step, lastSignInAtEpochMs: atEpochMs });
        await inside.users.setRecoveryCodes(user.id, recoveryCodes.map(plainRecoveryCode));
        await inside.users.clearTries(identityOf(user));
        await noteUser(inside, {
          atEpochMs,
          action: 'user.second-factor-set',
          actor: asUser(user.id),
          target: user.id,
        });
        return { ok: true, value: { ...started.value, recoveryCodes } };
      });
    },
  };
}
