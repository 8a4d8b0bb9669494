import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import type { UserSession } from '#ports/user-records.js';
import { newRecoveryCodes, plainRecoveryCode } from '#services/users/recovery-codes.js';
import type { SignIn } from '#services/users/sign-in.js';
import { isSuitablePassword } from '#services/users/suitable-password.js';
import { asUser, noteUser, type UserDependencies, type UserOrigin } from '#services/users/user-dependencies.js';
import { changeProfile } from '#services/users/change-profile.js';
import { replaceUserSession, storedOrigin, type SignedIn, type StartedSession } from '#services/users/user-sessions.js';

interface Proof {
  readonly password: string;
  readonly code: string;
}

/** What somebody who is signed in does with the account. `proof`: failures as of `SignIn.proveAgain`. */
export interface Account {
  /** Ends every other session; this one goes on under another secret. Also `password-unsuitable`. */
  changePassword(
    present: SignedIn,
    proof: Proof,
    newPassword: string,
    origin: UserOrigin,
  ): Promise<DashboardOutcome<StartedSession>>;
  /** In place of all that there are. */
  renewRecoveryCodes(present: SignedIn, proof: Proof, origin: UserOrigin): Promise<DashboardOutcome<readonly string[]>>;
  /** Newest first, those that are not over. */
  sessions(present: SignedIn): Promise<UserSession[]>;
  /** One of the user's own. Failure `not-found`. */
  endSession(present: SignedIn, sessionId: string): Promise<DashboardOutcome<null>>;
  /** This one too, where `everywhere`. */
  signOut(present: SignedIn, everywhere: boolean): Promise<void>;
}

export function createAccount(
  dependencies: UserDependencies & { readonly signIn: Pick<SignIn, 'proveAgain'> },
): Account {
  const { records, passwords, now, signIn } = dependencies;
  const own = ({ user }: SignedIn) => ({ atEpochMs: now(), actor: asUser(user.id), target: user.id });

  return {
    async changePassword(present, proof, newPassword, origin) {
      const { user } = present;
      const proved = await signIn.proveAgain(present, proof, origin);
      if (!proved.ok) return proved;
      if (newPassword === proof.password || !isSuitablePassword(newPassword, user.profile.name)) {
        return refuse('password-unsuitable');
      }
      const passwordHash = await passwords.hash(newPassword);
      return records.inTransaction(async (inside) => {
        const fresh = { stage: 'full', origin: storedOrigin(origin), atEpochMs: now() } as const;
        const started = await replaceUserSession(inside, present, fresh);
        if (!started.ok) return started;
        await inside.users.endSessionsOf(user.id, started.value.session.id);
        await changeProfile(inside, user.id, { passwordHash });
        await noteUser(inside, { ...own(present), action: 'user.password-changed' });
        return started;
      });
    },

    async renewRecoveryCodes(present, proof, origin) {
      const proved = await signIn.proveAgain(present, proof, origin);
      if (!proved.ok) return proved;
      const codes = newRecoveryCodes();
      await records.inTransaction(async (inside) => {
        await inside.users.setRecoveryCodes(present.user.id, codes.map(plainRecoveryCode));
        await noteUser(inside, { ...own(present), action: 'user.recovery-codes-renewed' });
      });
      return { ok: true, value: codes };
    },

    async sessions({ user }) {
      const all = await records.users.sessionsOf(user.id);
      return all.filter(({ stage, expiresAtEpochMs }) => stage === 'full' && expiresAtEpochMs > now());
    },

    endSession: (present, sessionId) =>
      records.inTransaction(async (inside): Promise<DashboardOutcome<null>> => {
        if (!(await inside.users.endSession(present.user.id, sessionId)))
          return { ok: false, failure: { code: 'not-found' } };
        await noteUser(inside, { ...own(present), action: 'user.signed-out', details: { sessions: 1 } });
        return { ok: true, value: null };
      }),

    signOut: (present, everywhere) =>
      records.inTransaction(async (inside) => {
        const { user, session } = present;
        const sessions = everywhere
          ? await inside.users.endSessionsOf(user.id)
          : Number(await inside.users.endSession(user.id, session.id));
        if (sessions > 0) await noteUser(inside, { ...own(present), action: 'user.signed-out', details: { sessions } });
      }),
  };
}
