import type { z } from 'zod';
import type { accountCalls, AccountState, accountSessionSchema } from '#contract/dashboard/account.js';
import { toTime } from '#contract/time.js';
import { refuse } from '#domain/dashboard-failure.js';
import { roleAt } from '#domain/user.js';
import { basePathOf } from '#http/base-path.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { DashboardPlace } from '#http/dashboard/dashboard-services.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { UserSession } from '#ports/user-records.js';
import { idleMs, type SignedIn } from '#services/users/user-sessions.js';

/** First run, sign-in, second factor, account. */
export function accountHandlers(
  { dashboard, records }: HttpDependencies,
  { version, publicUrl }: DashboardPlace,
): DashboardHandlers<keyof typeof accountCalls> {
  const { signIn, setUp, account, oidc } = dashboard;
  const at = (screen: string): string => `${basePathOf(publicUrl())}/dashboard${screen}`;

  async function signedIn({ user, session }: SignedIn): Promise<AccountState> {
    const applications = (await records.applications.list()).flatMap(({ id, name }) => {
      const role = roleAt(user.grants, id);
      return role === null ? [] : [{ id, name, role }];
    });
    return {
      state: 'signed-in',
      user: {
        id: user.id,
        name: user.profile.name,
        kind: user.kind,
        installationAdmin: roleAt(user.grants, null) === 'admin',
      },
      applications: applications.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)),
      recoveryCodesLeft: user.kind === 'local' ? await records.users.countRecoveryCodes(user.id) : null,
      expiresAt: toTime(session.expiresAtEpochMs),
      idleSeconds: idleMs / 1000,
      version,
    };
  }

  async function stateOf(present: SignedIn | null): Promise<AccountState> {
    if (present === null) {
      const firstRun = (await records.users.count()) === 0;
      return { state: 'signed-out', firstRun, oidc: oidc === null ? null : { label: oidc.label } };
    }
    if (present.session.stage === 'code') return { state: 'code-needed' };
    if (present.session.stage === 'enrolment') return { state: 'enrolment-needed', name: present.user.profile.name };
    return signedIn(present);
  }
  /** Of a session that was just started, with its user as it is now. */
  const stateOfStarted = async (session: UserSession): Promise<AccountState> =>
    stateOf({ session, user: (await records.users.find(session.userId))! }); // it has just signed in

  return {
    accountState: async ({ present }) => answer(await stateOf(present)),

    async signIn(call) {
      const started = await signIn.withPassword(call.body, call.origin, call.present);
      if (!started.ok) return started;
      call.setSession(started.value);
      return answer(await stateOfStarted(started.value.session));
    },
    async signInCode(call) {
      const started = await signIn.withSecondFactor(call.present, call.body, call.origin);
      if (!started.ok) return started;
      call.setSession(started.value);
      return answer(await stateOfStarted(started.value.session));
    },
    async signInRecovery(call) {
      const started = await signIn.withSecondFactor(call.present, call.body, call.origin);
      if (!started.ok) return started;
      call.setSession(started.value);
      return answer(await stateOfStarted(started.value.session));
    },

    async signInOidc(call) {
      if (oidc === null) return { ok: false, failure: { code: 'not-found' } };
      const begun = await oidc.begin();
      if (begun === null) return answer({ location: at('/sign-in?error=oidc-unavailable') });
      call.setCookie('oidc', begun.cookie, begun.lifetimeSeconds);
      return answer({ location: begun.location });
    },
    async signInOidcCallback(call) {
      if (oidc === null) return { ok: false, failure: { code: 'not-found' } };
      const ended = await oidc.end(call.cookie('oidc'), call.request.url, call.origin);
      if (!ended.ok) return answer({ location: at(`/sign-in?error=${ended.error}`) });
      call.setSession(ended.started);
      return answer({ location: at('/') });
    },

    async invitation(call) {
      const found = await setUp.look(call.body.token, call.origin);
      if (!found.ok) return found;
      const { profile, invitationExpiresAtEpochMs } = found.value;
      return answer({ name: profile.name, expiresAt: toTime(invitationExpiresAtEpochMs!) }); // it has an open one
    },
    async setUp(call) {
      const started = await setUp.choosePassword(call.body.token, call.body.password, call.origin);
      if (!started.ok) return started;
      call.setSession(started.value);
      return answer(await stateOfStarted(started.value.session));
    },
    enrolTotp: async ({ present }) =>
      present.session.stage === 'enrolment' ? answer(await setUp.offerTotp(present)) : refuse('sign-in-required'),
    async confirmTotp(call) {
      if (call.present.session.stage !== 'enrolment') return refuse('sign-in-required');
      const confirmed = await setUp.confirmTotp(call.present, call.body.code, call.origin);
      if (!confirmed.ok) return confirmed;
      call.setSession(confirmed.value);
      return answer({ recoveryCodes: [...confirmed.value.recoveryCodes] });
    },

    async signOut(call) {
      await account.signOut(call.present, false);
      call.setSession(null);
      return answer(null);
    },
    async changePassword(call) {
      const changed = await account.changePassword(call.present, call.body, call.body.newPassword, call.origin);
      if (!changed.ok) return changed;
      call.setSession(changed.value);
      return answer(null);
    },
    async renewTotp(call) {
      const proved = await signIn.proveAgain(call.present, call.body, call.origin);
      return proved.ok ? answer(await setUp.offerTotp(call.present)) : proved;
    },
    async renewTotpConfirm(call) {
      const confirmed = await setUp.confirmTotp(call.present, call.body.code, call.origin);
      if (!confirmed.ok) return confirmed;
      call.setSession(confirmed.value);
      return answer({ recoveryCodes: [...confirmed.value.recoveryCodes] });
    },
    async renewRecoveryCodes(call) {
      const codes = await account.renewRecoveryCodes(call.present, call.body, call.origin);
      return codes.ok ? answer({ recoveryCodes: [...codes.value] }) : codes;
    },

    accountSessions: async ({ present }) =>
      answer({ data: (await account.sessions(present)).map((session) => toSession(session, present)) }),
    endAccountSession: (call) => account.endSession(call.present, call.parameters['id']!),
    async signOutEverywhere(call) {
      await account.signOut(call.present, true);
      call.setSession(null);
      return answer(null);
    },
  };
}

const toSession = (session: UserSession, present: SignedIn): z.infer<typeof accountSessionSchema> => ({
  id: session.id,
  createdAt: toTime(session.createdAtEpochMs),
  lastSeenAt: toTime(session.lastSeenAtEpochMs),
  expiresAt: toTime(session.expiresAtEpochMs),
  current: session.id === present.session.id,
  browser: session.origin.browser,
  address: session.origin.network,
});
