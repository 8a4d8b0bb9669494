import { sql, type Kysely, type Selectable, type UpdateObject } from 'kysely';
import { z } from 'zod';
import { eventTypeSchema, webhookFormatSchema } from '#domain/event.js';
import type { Database } from '#adapters/sql/schema.js';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { Owner } from '#ports/records.js';
import {
  disabledReasons,
  signingSecretsSchema,
  type SigningSecrets,
  type WebhookEndpoint,
  type WebhookEndpointRecords,
} from '#ports/webhook-records.js';

type Row = Selectable<Database['webhook_endpoints']>;
type Column = 'sealed_url' | 'sealed_secrets';

const eventTypesSchema = z.array(eventTypeSchema);
const stateSchema = z.enum(['enabled', 'disabled']);
const reasonSchema = z.enum(disabledReasons);
const healthy = { failing_since: null, failures: 0 } as const;

export function sqlWebhookEndpoints(db: Kysely<Database>, options: SqlRecordsOptions): WebhookEndpointRecords {
  const { masterKey } = options;
  const inTransaction = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  /** A removed endpoint has no key any more. */
  const ofOwner = (db: Kysely<Database>, { applicationId, mode }: Owner) =>
    db
      .selectFrom('webhook_endpoints')
      .where('application_id', '=', applicationId)
      .where('mode', '=', mode)
      .where('data_key_id', 'is not', null);

  async function keyOf(db: Kysely<Database>, row: Pick<Row, 'application_id' | 'data_key_id'>): Promise<Buffer> {
    if (row.data_key_id === null) throw new Error('a removed endpoint has no key');
    return openDataKey(db, masterKey, row.application_id, row.data_key_id);
  }

  async function opened(row: Row): Promise<{ endpoint: WebhookEndpoint; secrets: SigningSecrets }> {
    const { sealed_url: url, sealed_secrets: secrets } = row;
    if (url === null || secrets === null) throw new Error('an endpoint that was not removed has an address');
    const key = await keyOf(db, row);
    const result = {
      endpoint: fromRow(row, z.string().parse(openJson(key, url, contextOf(row, 'sealed_url')))),
      secrets: signingSecretsSchema.parse(openJson(key, secrets, contextOf(row, 'sealed_secrets'))),
    };
    key.fill(0);
    return result;
  }

  async function update(
    db: Kysely<Database>,
    { applicationId, mode }: Owner,
    id: string,
    change: UpdateObject<Database, 'webhook_endpoints'>,
  ): Promise<boolean> {
    const result = await db
      .updateTable('webhook_endpoints')
      .set(change)
      .where('id', '=', id)
      .where('application_id', '=', applicationId)
      .where('mode', '=', mode)
      .where('data_key_id', 'is not', null)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  }

  /** Seals a new value under the key that the endpoint has; null where there is no such endpoint. */
  async function resealed(db: Kysely<Database>, owner: Owner, id: string, column: Column, value: unknown) {
    const row = await ofOwner(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) return null;
    const key = await keyOf(db, row);
    const sealed = sealJson(key, value, contextOf(row, column));
    key.fill(0);
    return sealed;
  }

  return {
    add: (endpoint, secrets) =>
      inTransaction(async (inside) => {
        const { id, applicationId, createdAtEpochMs } = endpoint;
        const { id: dataKeyId, key } = await createDataKey(inside, masterKey, applicationId, createdAtEpochMs);
        const place = { id, application_id: applicationId };
        await inside
          .insertInto('webhook_endpoints')
          .values({
            ...place,
            mode: endpoint.mode,
            created_at: createdAtEpochMs,
            format: endpoint.format,
            event_types: JSON.stringify(endpoint.eventTypes),
            state: endpoint.state,
            disabled_reason: endpoint.disabledReason,
            disabled_at: endpoint.disabledAtEpochMs,
            failing_since: endpoint.failingSinceEpochMs,
            failures: endpoint.failures,
            data_key_id: dataKeyId,
            sealed_url: sealJson(key, endpoint.url, contextOf(place, 'sealed_url')),
            sealed_secrets: sealJson(key, secrets, contextOf(place, 'sealed_secrets')),
          })
          .execute();
        key.fill(0);
      }),

    async find(owner, id) {
      const row = await ofOwner(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : (await opened(row)).endpoint;
    },
    async open(owner, id) {
      const row = await ofOwner(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : opened(row);
    },
    async list(owner) {
      const rows = await ofOwner(db, owner).selectAll().orderBy('created_at').orderBy('id').execute();
      const endpoints: WebhookEndpoint[] = [];
      for (const row of rows) endpoints.push((await opened(row)).endpoint);
      return endpoints;
    },
    async subscribers(owner, type) {
      const rows = await ofOwner(db, owner)
        .select(['id', 'format', 'event_types'])
        .where('state', '=', 'enabled')
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows
        .filter((row) => eventTypesSchema.parse(JSON.parse(row.event_types)).includes(type))
        .map((row) => ({ id: row.id, format: webhookFormatSchema.parse(row.format) }));
    },

    change: (owner, id, { url, format, eventTypes }) =>
      inTransaction(async (inside) => {
        const sealedUrl = url === undefined ? undefined : await resealed(inside, owner, id, 'sealed_url', url);
        if (sealedUrl === null) return false;
        const change = {
          ...(sealedUrl !== undefined && { sealed_url: sealedUrl }),
          ...(format !== undefined && { format }),
          ...(eventTypes !== undefined && { event_types: JSON.stringify(eventTypes) }),
        };
        if (Object.keys(change).length > 0) return update(inside, owner, id, change);
        return (await ofOwner(inside, owner).select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
      }),
    setSecrets: (owner, id, secrets) =>
      inTransaction(async (inside) => {
        const sealed = await resealed(inside, owner, id, 'sealed_secrets', secrets);
        return sealed !== null && update(inside, owner, id, { sealed_secrets: sealed });
      }),
    noteSuccess: (owner, id) => update(db, owner, id, healthy),
    noteFailure: (owner, id, atEpochMs) =>
      update(db, owner, id, {
        failing_since: sql<number>`coalesce(failing_since, ${atEpochMs})`,
        failures: sql<number>`failures + 1`,
      }),
    disable: (owner, id, reason, atEpochMs) =>
      update(db, owner, id, { state: 'disabled', disabled_reason: reason, disabled_at: atEpochMs }),
    enable: (owner, id) =>
      update(db, owner, id, { state: 'enabled', disabled_reason: null, disabled_at: null, ...healthy }),

    async remove(owner, id) {
      const removed = await inTransaction(async (inside) => {
        const row = await ofOwner(inside, owner).select('data_key_id').where('id', '=', id).executeTakeFirst();
        if (row === undefined || row.data_key_id === null) return false;
        await update(inside, owner, id, { data_key_id: null, sealed_url: null, sealed_secrets: null });
        await inside.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
        return true;
      });
      if (removed) await options.purgeOldPages();
      return removed;
    },
  };
}

const contextOf = ({ application_id: applicationId, id }: Pick<Row, 'application_id' | 'id'>, column: Column) =>
  ({ table: 'webhook_endpoints', column, applicationId, id }) as const;

const fromRow = (row: Row, url: string): WebhookEndpoint => ({
  id: row.id,
  applicationId: row.application_id,
  mode: row.mode,
  createdAtEpochMs: row.created_at,
  url,
  format: webhookFormatSchema.parse(row.format),
  eventTypes: eventTypesSchema.parse(JSON.parse(row.event_types)),
  state: stateSchema.parse(row.state),
  disabledReason: row.disabled_reason === null ? null : reasonSchema.parse(row.disabled_reason),
  disabledAtEpochMs: row.disabled_at,
  failingSinceEpochMs: row.failing_since,
  failures: row.failures,
});
