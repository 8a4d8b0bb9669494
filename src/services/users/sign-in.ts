import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import type { UserRecord } from '#ports/user-records.js';
import { plainRecoveryCode } from '#services/users/recovery-codes.js';
import { matchingStep } from '#services/users/totp.js';
import { takeAddressTry, takeNameTry } from '#services/users/tries.js';
import { asUser, noteUser, type UserDependencies, type UserOrigin } from '#services/users/user-dependencies.js';
import { identityOf, localIdentity } from '#services/users/user-identity.js';
import {
  replaceUserSession,
  startUserSession,
  storedOrigin,
  type SignedIn,
  type StartedSession,
} from '#services/users/user-sessions.js';

/** Which second factor somebody shows. */
export type SecondFactor = { readonly code: string } | { readonly recoveryCode: string };

/** Failures `sign-in-failed` (of what, is not told) and `sign-in-locked`. Every end stands in the audit log. */
export interface SignIn {
  /** The first of two steps. Gives a session that can do nothing but go on. */
  withPassword(
    credentials: { readonly name: string; readonly password: string },
    origin: UserOrigin,
    present: SignedIn | null,
  ): Promise<DashboardOutcome<StartedSession>>;
  /** The second, of a session in stage `code`. Gives another session, with another secret. */
  withSecondFactor(
    present: SignedIn,
    factor: SecondFactor,
    origin: UserOrigin,
  ): Promise<DashboardOutcome<StartedSession>>;
  /** Password and code of somebody who is signed in, before something that whoever found an open browser must not do. */
  proveAgain(
    present: SignedIn,
    proof: { readonly password: string; readonly code: string },
    origin: UserOrigin,
  ): Promise<DashboardOutcome<null>>;
}

const failed = refuse('sign-in-failed');
const done = { ok: true, value: null } as const;

export function createSignIn({ records, passwords, now, ...counters }: UserDependencies): SignIn {
  const noteFailure = async (step: string, userId: string | null): Promise<typeof failed> => {
    const entry = { atEpochMs: now(), action: 'user.sign-in-failed', actor: asUser(userId), target: userId } as const;
    await noteUser(records, { ...entry, details: { step } });
    return failed;
  };
  const takeTries = async (identity: string, { address }: UserOrigin): Promise<DashboardOutcome<null>> => {
    const byAddress = await takeAddressTry(counters, address, now());
    return byAddress.ok ? takeNameTry(records, identity, now()) : byAddress;
  };

  /** True once for each code. */
  async function usesCode({ id, profile }: UserRecord, code: string): Promise<boolean> {
    const step = profile.totpSecret === null ? null : matchingStep(profile.totpSecret, code, now());
    return step !== null && records.users.useCodeStep(id, step);
  }

  return {
    async withPassword({ name, password }, origin, present) {
      const identity = localIdentity(name);
      const allowed = await takeTries(identity, origin);
      if (!allowed.ok) return allowed;
      const user = await records.users.findByIdentity(identity);
      const matches = await passwords.verify(user?.profile.passwordHash ?? null, password);
      if (user === null || !matches || user.disabledAtEpochMs !== null)
        return noteFailure('password', user?.id ?? null);
      const value = await records.inTransaction(async (inside) => {
        if (present !== null) await inside.users.endSession(present.user.id, present.session.id);
        const stage = user.profile.totpSecret === null ? 'enrolment' : 'code';
        return startUserSession(inside, { userId: user.id, stage, origin: storedOrigin(origin), atEpochMs: now() });
      });
      return { ok: true, value };
    },

    async withSecondFactor(present, factor, origin) {
      const { user, session } = present;
      if (session.stage !== 'code') return refuse('sign-in-required');
      const allowed = await takeTries(identityOf(user), origin);
      if (!allowed.ok) return allowed;
      const byCode = 'code' in factor;
      const good = byCode
        ? await usesCode(user, factor.code)
        : await records.users.useRecoveryCode(user.id, plainRecoveryCode(factor.recoveryCode));
      if (!good) return noteFailure(byCode ? 'code' : 'recovery-code', user.id);
      const atEpochMs = now();
      return records.inTransaction(async (inside) => {
        const fresh = { stage: 'full', origin: storedOrigin(origin), atEpochMs } as const;
        const started = await replaceUserSession(inside, present, fresh);
        if (!started.ok) return started;
        await inside.users.clearTries(identityOf(user));
        await inside.users.change(user.id, { lastSignInAtEpochMs: atEpochMs });
        const entry = { atEpochMs, action: 'user.signed-in', actor: asUser(user.id), target: user.id } as const;
        await noteUser(inside, { ...entry, details: { with: byCode ? 'code' : 'recovery-code' } });
        return started;
      });
    },

    async proveAgain({ user }, { password, code }, origin) {
      if (user.kind !== 'local') return refuse('user-not-local');
      const allowed = await takeTries(identityOf(user), origin);
      if (!allowed.ok) return allowed;
      const matches = await passwords.verify(user.profile.passwordHash, password);
      if (!matches || !(await usesCode(user, code))) return noteFailure('proof', user.id);
      await records.users.clearTries(identityOf(user));
      return done;
    },
  };
}
