import type { Kysely, Updateable } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import { olderThan } from '#adapters/sql/older-than.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import { attemptContext, deliveryFromRow, requestContext } from '#adapters/sql/webhooks/delivery-row.js';
import type { Owner } from '#ports/records.js';
import { attemptOutcomeSchema, deliveryRequestSchema, type WebhookDeliveryRecords } from '#ports/webhook-records.js';

/** A sweep must not hold the write lock for long. */
const sweptAtOnce = 500;

export function sqlWebhookDeliveries(db: Kysely<Database>, options: SqlRecordsOptions): WebhookDeliveryRecords {
  const { masterKey } = options;
  const inTransaction = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  const ofOwner = (db: Kysely<Database>, { applicationId, mode }: Owner) =>
    db.selectFrom('webhook_deliveries').where('application_id', '=', applicationId).where('mode', '=', mode);

  async function update(
    db: Kysely<Database>,
    { applicationId, mode }: Owner,
    id: string,
    change: Updateable<Database['webhook_deliveries']>,
  ): Promise<void> {
    await db
      .updateTable('webhook_deliveries')
      .set(change)
      .where('id', '=', id)
      .where('application_id', '=', applicationId)
      .where('mode', '=', mode)
      .execute();
  }

  const pendingRow = (db: Kysely<Database>, owner: Owner, id: string) =>
    ofOwner(db, owner).selectAll().where('id', '=', id).where('state', '=', 'pending').executeTakeFirst();

  return {
    add: (delivery) =>
      inTransaction(async (inside) => {
        const { applicationId, id, createdAtEpochMs } = delivery;
        const { id: dataKeyId, key } = await createDataKey(inside, masterKey, applicationId, createdAtEpochMs);
        const sealed = sealJson(key, delivery.request, requestContext(applicationId, id));
        key.fill(0);
        await inside
          .insertInto('webhook_deliveries')
          .values({
            id,
            application_id: applicationId,
            mode: delivery.mode,
            endpoint_id: delivery.endpointId,
            event_id: delivery.eventId,
            event_type: delivery.eventType,
            format: delivery.format,
            subject_kind: delivery.subject?.kind ?? null,
            subject_id: delivery.subject?.id ?? null,
            created_at: createdAtEpochMs,
            state: 'pending',
            reason: null,
            attempts: 0,
            attempts_of_round: 0,
            next_attempt_at: createdAtEpochMs,
            settled_at: null,
            erased_at: null,
            data_key_id: dataKeyId,
            sealed_request: sealed,
          })
          .execute();
      }),

    async find(owner, id) {
      const row = await ofOwner(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : deliveryFromRow(row);
    },

    async open(owner, id) {
      const row = await ofOwner(db, owner).selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.data_key_id === null || row.sealed_request === null) return null;
      const key = await openDataKey(db, masterKey, owner.applicationId, row.data_key_id);
      const request = deliveryRequestSchema.parse(
        openJson(key, row.sealed_request, requestContext(owner.applicationId, id)),
      );
      key.fill(0);
      return { delivery: deliveryFromRow(row), request };
    },

    async page(owner, { limit, before, endpointId, state }) {
      let query = ofOwner(db, owner).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (endpointId !== undefined) query = query.where('endpoint_id', '=', endpointId);
      if (state !== undefined) query = query.where('state', '=', state);
      if (before !== null) query = query.where(olderThan(before));
      return (await query.execute()).map(deliveryFromRow);
    },

    async attempts(owner, id) {
      const delivery = await ofOwner(db, owner).select('data_key_id').where('id', '=', id).executeTakeFirst();
      if (delivery === undefined || delivery.data_key_id === null) return [];
      const rows = await db
        .selectFrom('webhook_attempts')
        .selectAll()
        .where('delivery_id', '=', id)
        .orderBy('number')
        .execute();
      const key = await openDataKey(db, masterKey, owner.applicationId, delivery.data_key_id);
      const attempts = rows.map((row) => ({
        id: row.id,
        number: row.number,
        startedAtEpochMs: row.started_at,
        outcome: attemptOutcomeSchema.parse(
          openJson(key, row.sealed_outcome, attemptContext(owner.applicationId, row.id)),
        ),
      }));
      key.fill(0);
      return attempts;
    },

    recordAttempt: (owner, id, attempt, next) =>
      inTransaction(async (inside) => {
        const row = await pendingRow(inside, owner, id);
        if (row === undefined || row.data_key_id === null) return false;
        const key = await openDataKey(inside, masterKey, owner.applicationId, row.data_key_id);
        const sealed = sealJson(key, attempt.outcome, attemptContext(owner.applicationId, attempt.id));
        key.fill(0);
        await inside
          .insertInto('webhook_attempts')
          .values({
            id: attempt.id,
            application_id: owner.applicationId,
            mode: owner.mode,
            delivery_id: id,
            number: row.attempts + 1,
            started_at: attempt.startedAtEpochMs,
            sealed_outcome: sealed,
          })
          .execute();
        await update(inside, owner, id, {
          state: next.state,
          reason: next.state === 'delivered' ? null : next.reason,
          attempts: row.attempts + 1,
          attempts_of_round: row.attempts_of_round + 1,
          next_attempt_at: next.state === 'pending' ? next.nextAttemptAtEpochMs : null,
          settled_at: next.state === 'pending' ? null : next.atEpochMs,
        });
        return true;
      }),

    settle: (owner, id, { state, reason, atEpochMs }) =>
      inTransaction(async (inside) => {
        if ((await pendingRow(inside, owner, id)) === undefined) return false;
        await update(inside, owner, id, { state, reason, next_attempt_at: null, settled_at: atEpochMs });
        return true;
      }),

    restart: (owner, id, atEpochMs) =>
      inTransaction(async (inside) => {
        const row = await ofOwner(inside, owner).select('data_key_id').where('id', '=', id).executeTakeFirst();
        if (row === undefined || row.data_key_id === null) return false;
        await update(inside, owner, id, {
          state: 'pending',
          attempts_of_round: 0,
          next_attempt_at: atEpochMs,
          settled_at: null,
        });
        return true;
      }),

    async eraseBySubject(owner, subject, atEpochMs) {
      const erased = await inTransaction(async (inside) => {
        const rows = await ofOwner(inside, owner)
          .select(['id', 'state', 'data_key_id'])
          .where('subject_kind', '=', subject.kind)
          .where('subject_id', '=', subject.id)
          .where('erased_at', 'is', null)
          .execute();
        for (const { id, state, data_key_id: dataKeyId } of rows) {
          await inside.deleteFrom('webhook_attempts').where('delivery_id', '=', id).execute();
          await update(inside, owner, id, {
            data_key_id: null,
            sealed_request: null,
            erased_at: atEpochMs,
            ...(state === 'pending' && {
              state: 'cancelled',
              reason: 'erased',
              next_attempt_at: null,
              settled_at: atEpochMs,
            }),
          });
          if (dataKeyId !== null) await inside.deleteFrom('data_keys').where('id', '=', dataKeyId).execute();
        }
        return rows.length;
      });
      if (erased > 0) await options.purgeOldPages();
      return erased;
    },

    async sweep(beforeEpochMs) {
      const swept = await inTransaction(async (inside) => {
        const rows = await inside
          .selectFrom('webhook_deliveries')
          .select(['id', 'data_key_id'])
          .where('settled_at', '<', beforeEpochMs)
          .limit(sweptAtOnce)
          .execute();
        if (rows.length === 0) return 0;
        const ids = rows.map(({ id }) => id);
        const keys = rows.map(({ data_key_id }) => data_key_id).filter((id) => id !== null);
        await inside.deleteFrom('webhook_attempts').where('delivery_id', 'in', ids).execute();
        await inside.deleteFrom('webhook_deliveries').where('id', 'in', ids).execute();
        if (keys.length > 0) await inside.deleteFrom('data_keys').where('id', 'in', keys).execute();
        return rows.length;
      });
      if (swept > 0) await options.purgeOldPages();
      return swept;
    },
  };
}
