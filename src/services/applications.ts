import type { Application } from '#domain/access.js';
import { applicationSettingsSchema, type ApplicationSettings } from '#domain/application-settings.js';
import type { AuditEntry } from '#domain/audit.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { problemsOf } from '#domain/problems-of.js';
import type { Records } from '#ports/records.js';
import { isForeignPoint } from '#services/foreign-operating-points.js';
import { usePolicy, type UsedPolicy } from '#services/policies.js';

/** Changes to settings: what is named is set, what is not stays as it is. */
export type SettingsPatch = Readonly<Record<string, unknown>>;

/** The applications of this installation, and what they are set to. Every change is audited. */
export interface Applications {
  list(): Promise<Application[]>;
  find(applicationId: string): Promise<Application | null>;
  /** Failures `not-found` and `request-invalid`, whose detail names the setting that cannot be. */
  changeSettings(applicationId: string, patch: SettingsPatch): Promise<Outcome<Application>>;
  /** A negative number takes; the balance never falls below 0. Gives the new balance. */
  addTokens(applicationId: string, tokens: number): Promise<Outcome<number>>;
}

export function createApplications(dependencies: {
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly actor: AuditEntry['actor'];
  /** Of the recogniser in use, which a threshold has to belong to. */
  readonly recogniserDigest: string;
}): Applications {
  const { records, now, actor, recogniserDigest } = dependencies;
  const entry = (applicationId: string) => ({
    applicationId,
    mode: null,
    atEpochMs: now(),
    actor,
    target: applicationId,
  });

  return {
    list: () => records.applications.list(),
    find: (applicationId) => records.applications.find(applicationId),

    changeSettings: (applicationId, patch) =>
      records.inTransaction(async (inside) => {
        const application = await inside.applications.find(applicationId);
        if (application === null) return fail({ code: 'not-found' });
        const wanted = policyIn(patch);
        const used = wanted === null ? null : await usePolicy(inside, wanted, recogniserDigest);
        if (used?.ok === false) return used;
        const merged = merge(application.settings, used === null ? patch : withOperatingPoint(patch, used.value));
        const parsed = applicationSettingsSchema.safeParse(merged);
        if (!parsed.success) return fail({ code: 'request-invalid', detail: problemsOf(parsed.error, 'settings') });
        if (isChangedToForeignPoint(application.settings, parsed.data, recogniserDigest)) {
          const detail = 'policy.operatingPoint: was not measured with the recogniser in use';
          return fail({ code: 'request-invalid', detail });
        }
        await inside.applications.changeSettings(applicationId, parsed.data);
        await inside.audit.append({
          ...entry(applicationId),
          action: 'application.settings-changed',
          details: Object.fromEntries(pathsOf(patch).map((path) => [path, true])),
        });
        if (used !== null) {
          const { policy } = used.value;
          await inside.audit.append({
            ...entry(applicationId),
            action: 'application.policy-used',
            details: { policy },
          });
        }
        return ok({ ...application, settings: parsed.data });
      }),

    addTokens: (applicationId, tokens) =>
      records.inTransaction(async (inside) => {
        if ((await inside.applications.find(applicationId)) === null) return fail({ code: 'not-found' });
        const balance = await inside.usage.addTokens(applicationId, tokens);
        await inside.audit.append({
          ...entry(applicationId),
          action: 'application.tokens-added',
          details: { tokens, balance },
        });
        return ok(balance);
      }),
  };
}

/** One that was set before the recogniser was changed does not keep other settings from being changed: no server starts with it. */
const isChangedToForeignPoint = (old: ApplicationSettings, changed: ApplicationSettings, digest: string): boolean =>
  isForeignPoint(changed, digest) &&
  JSON.stringify(old.policy.operatingPoint) !== JSON.stringify(changed.policy.operatingPoint);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The calibrated policy that a patch names; whatever else it says of the operating point, the policy's own values count. */
function policyIn({ policy }: SettingsPatch): string | null {
  if (!isObject(policy) || !isObject(policy['operatingPoint'])) return null;
  const reference = policy['operatingPoint']['policy'];
  return typeof reference === 'string' ? reference : null;
}

const withOperatingPoint = (patch: SettingsPatch, operatingPoint: UsedPolicy): SettingsPatch => ({
  ...patch,
  policy: { ...(isObject(patch['policy']) ? patch['policy'] : {}), operatingPoint },
});

/** Replaced whole: no price could be taken away else, and a threshold set by hand would keep the name of a policy. */
const replacedWhole: ReadonlySet<string> = new Set(['prices', 'operatingPoint']);

/** Objects are merged key by key, everything else is replaced. */
function merge(old: unknown, patch: unknown): unknown {
  if (!isObject(old) || !isObject(patch)) return patch;
  const merged: Record<string, unknown> = { ...old };
  for (const [key, value] of Object.entries(patch)) {
    merged[key] = replacedWhole.has(key) ? value : merge(old[key], value);
  }
  return merged;
}

/** The paths that a patch names, without their values. */
function pathsOf(patch: SettingsPatch, above = ''): string[] {
  return Object.entries(patch).flatMap(([key, value]) =>
    isObject(value) && !replacedWhole.has(key) ? pathsOf(value, `${above}${key}.`) : [`${above}${key}`],
  );
}
