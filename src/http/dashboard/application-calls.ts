import type { applicationCalls } from '#contract/dashboard/applications.js';
import { toTime } from '#contract/time.js';
import type { ApiKey, Application } from '#domain/access.js';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { referenceOf } from '#domain/calibrated-policy.js';
import { fail } from '#domain/outcome.js';
import type { UserRole } from '#domain/user.js';
import { createdKey, defaultUsageMs, toKey } from '#http/apis/native/administration.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { utcDay } from '#services/utc-day.js';

/** Applications, their settings, keys, and what they used. */
export function applicationHandlers({
  records,
  apiKeysFor,
  applicationsFor,
  dashboard,
  now,
}: HttpDependencies): DashboardHandlers<keyof typeof applicationCalls> {
  const toApplication = async ({ id, name, createdAtEpochMs, settings }: Application, role: UserRole) => ({
    ...{ id, object: 'application' as const, name, createdAt: toTime(createdAtEpochMs), settings },
    tokenBalance: await records.usage.balance(id),
    role,
    recogniser: recogniserOf(dashboard.recogniser),
    policies: (await records.policies.list())
      .filter(({ recogniserDigest }) => recogniserDigest === dashboard.recogniser.digest)
      .map((policy) => ({
        policy: referenceOf(policy),
        threshold: policy.threshold,
        reviewFrom: policy.reviewFrom,
        wantedFmr: policy.wantedFmr,
      })),
    defaults: defaultApplicationSettings,
  });
  /** Of this application alone: another's id is unknown. */
  const ownKey = async (applicationId: string, id: string): Promise<ApiKey | null> =>
    (await records.keys.list(applicationId)).find((key) => key.id === id) ?? null;

  return {
    async createApplication({ actor, body }) {
      return answer(await toApplication(await apiKeysFor(actor).createApplication(body.name), 'admin'));
    },
    application: async ({ application, role }) => answer(await toApplication(application, role)),
    async changeSettings({ actor, application, role, body }) {
      const changed = await applicationsFor(actor).changeSettings(application.id, body);
      return changed.ok ? answer(await toApplication(changed.value, role)) : changed;
    },
    async addTokens({ actor, application, role, body }) {
      const added = await applicationsFor(actor).addTokens(application.id, body.tokens);
      return added.ok ? answer(await toApplication(application, role)) : added;
    },
    async usage({ application, query }) {
      const toDay = query.to ?? utcDay(now());
      const fromDay = query.from ?? utcDay(now() - defaultUsageMs);
      const rows = await records.usage.list(application.id, { fromDay, toDay });
      return answer({
        data: rows.map(({ mode, ...row }) => ({ ...row, livemode: mode === 'live' })),
        callsToday: await records.usage.callsOnDay(application.id, utcDay(now())),
      });
    },
    keys: async ({ application }) => answer({ data: (await records.keys.list(application.id)).map(toKey) }),
    createKey: ({ actor, application, body }) =>
      createdKey(() => apiKeysFor(actor).create({ ...body, applicationId: application.id })),
    async rotateKey({ actor, application, parameters }) {
      const id = parameters['id']!;
      if ((await ownKey(application.id, id)) === null) return fail({ code: 'not-found' });
      return createdKey(() => apiKeysFor(actor).rotate(id));
    },
    async revokeKey({ actor, application, parameters }) {
      const id = parameters['id']!;
      if ((await ownKey(application.id, id)) === null) return fail({ code: 'not-found' });
      await apiKeysFor(actor).revoke(id);
      return answer(toKey((await ownKey(application.id, id))!)); // keys are never deleted
    },
  };
}

const recogniserOf = ({ id, version, operatingPoint }: HttpDependencies['dashboard']['recogniser']) => {
  const { threshold, reviewFrom } = operatingPoint;
  return { id, version, threshold, reviewFrom };
};
