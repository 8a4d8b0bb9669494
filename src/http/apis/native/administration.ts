import { z } from 'zod';
import {
  applicationResourceSchema,
  auditResourceSchema,
  createdKeySchema,
  keyResourceSchema,
  newKeySchema,
  usageRowSchema,
} from '#contract/administration.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import type { ApiKey, Application } from '#domain/access.js';
import type { AuditEntry } from '#domain/audit.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { HttpDependencies } from '#http/dependencies.js';
import {
  actorOf,
  endpoint,
  type NativeCall,
  type NativeEndpoint,
  type NativeOutcome,
} from '#http/apis/native/endpoint.js';
import { pageOf, pageQuery, pageSchema, readCursor } from '#http/apis/native/pages.js';
import type { Owner } from '#ports/owner.js';
import { KeyRequestError, type CreatedKey, type SettleKey } from '#services/api-keys/api-keys.js';

/** Settings, keys, usage and the audit log of the key's own application. */
export function administrationEndpoints({
  records,
  apiKeysFor,
  applicationsFor,
  now,
}: HttpDependencies): NativeEndpoint[] {
  const toApplication = async ({ id, name, createdAtEpochMs, settings }: Application) => ({
    id,
    object: 'application',
    name,
    createdAt: toTime(createdAtEpochMs),
    settings,
    tokenBalance: await records.usage.balance(id),
  });
  /**
   * Keys of the caller's application alone: another's id is unknown. A test key, which is handed around more freely, knows test
   * keys alone, and cannot make itself a live one.
   */
  const ownKeys = async ({ applicationId, mode }: Owner): Promise<ApiKey[]> =>
    (await records.keys.list(applicationId)).filter((key) => mode === 'live' || key.mode === 'test');
  const ownKey = async (owner: Owner, id: string): Promise<ApiKey | null> =>
    (await ownKeys(owner)).find((key) => key.id === id) ?? null;

  return [
    endpoint({
      method: 'GET',
      path: '/application',
      summary: 'The application of this key, its settings and its token balance',
      scope: 'read',
      answers: { 200: { description: 'The application.', schema: applicationResourceSchema } },
      async handle({ owner }) {
        const application = await records.applications.find(owner.applicationId);
        return application === null ? fail({ code: 'not-found' }) : ok({ body: await toApplication(application) });
      },
    }),
    endpoint({
      method: 'PATCH',
      path: '/application/settings',
      summary: 'Change settings',
      description: 'What is named is set, what is not stays. Every change is in the audit log.',
      scope: 'admin',
      json: z.record(z.string(), z.unknown()),
      answers: { 200: { description: 'The application with its new settings.', schema: applicationResourceSchema } },
      async handle(call) {
        const changed = await applicationsFor(actorOf(call)).changeSettings(call.owner.applicationId, call.body);
        return changed.ok ? ok({ body: await toApplication(changed.value) }) : changed;
      },
    }),
    endpoint({
      method: 'GET',
      path: '/application/usage',
      summary: 'Calls and tokens by day, key and operation',
      scope: 'read',
      query: z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() }),
      answers: { 200: { description: 'Oldest day first.', schema: z.strictObject({ data: z.array(usageRowSchema) }) } },
      async handle({ owner, query }) {
        const toDay = query.to ?? toTime(now()).slice(0, 10);
        const fromDay = query.from ?? toTime(now() - defaultUsageMs).slice(0, 10);
        const rows = await records.usage.list(owner.applicationId, { fromDay, toDay });
        return ok({ body: { data: rows.map(({ mode, ...row }) => ({ ...row, livemode: mode === 'live' })) } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/keys',
      summary: 'The keys of this application, without their secrets',
      description: 'A test key is told of test keys alone.',
      scope: 'admin',
      answers: { 200: { description: 'Oldest first.', schema: z.strictObject({ data: z.array(keyResourceSchema) }) } },
      async handle({ owner }) {
        return ok({ body: { data: (await ownKeys(owner)).map(toKey) } });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/keys',
      summary: 'Make a key',
      description: 'A test key makes keys of the mode `test` alone.',
      scope: 'admin',
      json: newKeySchema,
      creates: true,
      answers: { 201: { description: 'The key with its secret, shown this once.', schema: createdKeySchema } },
      async handle(call) {
        const { applicationId, mode } = call.owner;
        if (mode === 'test' && call.body.mode === 'live') {
          return fail({ code: 'scope-insufficient', detail: 'a test key makes keys of the mode test alone' });
        }
        const asked = { ...call.body, applicationId };
        return inBody(createdKey(() => apiKeysFor(actorOf(call)).create(asked, remembering(call))));
      },
    }),
    endpoint({
      method: 'POST',
      path: '/keys/{id}/rotate',
      summary: 'Make a successor; both keys work until the older one is revoked',
      scope: 'admin',
      creates: true,
      answers: { 201: { description: 'The successor with its secret.', schema: createdKeySchema } },
      async handle(call) {
        const id = call.parameters['id']!;
        if ((await ownKey(call.owner, id)) === null) return fail({ code: 'not-found' });
        return inBody(createdKey(() => apiKeysFor(actorOf(call)).rotate(id, remembering(call))));
      },
    }),
    endpoint({
      method: 'POST',
      path: '/keys/{id}/revoke',
      summary: 'Refuse a key from now on',
      scope: 'admin',
      answers: { 200: { description: 'The revoked key.', schema: keyResourceSchema } },
      async handle(call) {
        const id = call.parameters['id']!;
        if ((await ownKey(call.owner, id)) === null) return fail({ code: 'not-found' });
        await apiKeysFor(actorOf(call)).revoke(id);
        return ok({ body: toKey((await ownKey(call.owner, id))!) }); // keys are never deleted
      },
    }),
    endpoint({
      method: 'GET',
      path: '/audit',
      summary: 'The audit log of this application, newest first',
      description: '`bonafide doctor audit` checks that no entry was changed, moved or dropped.',
      scope: 'admin',
      query: pageQuery,
      answers: { 200: { description: 'A page of the log.', schema: pageSchema(auditResourceSchema) } },
      async handle({ owner, query }) {
        const mark = readCursor(query.cursor);
        if (!mark.ok) return mark;
        const entries = await records.audit.page(owner.applicationId, {
          limit: query.limit + 1,
          beforeSequence: mark.value === null ? null : mark.value.createdAtEpochMs,
        });
        const page = pageOf(entries, query.limit, ({ sequence }) => ({ createdAtEpochMs: sequence, id: '' }));
        return ok({ body: { data: page.rows.map(toAuditResource), nextCursor: page.nextCursor } });
      },
    }),
  ];
}

/** Default span of the usage. */
export const defaultUsageMs = 30 * 24 * 60 * 60 * 1000;

/** Never with its secret. */
export const toKey = (key: ApiKey): z.infer<typeof keyResourceSchema> => ({
  id: key.id,
  object: 'key',
  kind: key.kind,
  livemode: key.mode === 'live',
  name: key.name,
  scopes: [...key.scopes],
  createdAt: toTime(key.createdAtEpochMs),
  revokedAt: toTimeOrNull(key.revokedAtEpochMs),
  succeeds: key.succeedsKeyId,
});

export const toAuditResource = ({ atEpochMs, applicationId: _, mode, ...entry }: AuditEntry) => ({
  ...entry,
  object: 'audit-entry' as const,
  at: toTime(atEpochMs),
  livemode: mode === null ? null : mode === 'live',
});

const toCreatedKey = ({ key, text }: CreatedKey): z.infer<typeof createdKeySchema> => ({ ...toKey(key), key: text });

const remembering =
  ({ remember }: Pick<NativeCall<unknown, unknown>, 'remember'>): SettleKey =>
  (inside, created) =>
    remember(inside, toCreatedKey(created));

/** A key that cannot be is the caller's mistake. */
export async function createdKey(make: () => Promise<CreatedKey>): Promise<Outcome<z.infer<typeof createdKeySchema>>> {
  try {
    return ok(toCreatedKey(await make()));
  } catch (error) {
    if (error instanceof KeyRequestError) return fail({ code: 'request-invalid', detail: error.message });
    throw error;
  }
}

const inBody = async (made: Promise<Outcome<unknown>>): Promise<NativeOutcome> => {
  const outcome = await made;
  return outcome.ok ? ok({ body: outcome.value }) : outcome;
};
