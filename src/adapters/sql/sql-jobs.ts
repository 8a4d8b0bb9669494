import { randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { modeSchema } from '#domain/access.js';
import type { EnqueuedSignal } from '#adapters/sql/enqueued-signal.js';
import type { Database } from '#adapters/sql/schema.js';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { ClaimedJob, JobRecords } from '#ports/jobs.js';

type Row = Selectable<Database['jobs']>;

const payloadSchema = z.record(z.string(), z.unknown());
/** A sweep must not hold the write lock for long. */
const sweptAtOnce = 500;

export function sqlJobs(db: Kysely<Database>, options: SqlRecordsOptions, enqueued: EnqueuedSignal): JobRecords {
  const { masterKey, flavour } = options;
  // Each statement says in its `where` what it relies on, or has locked it: many workers at once make nobody try again.
  const inTransaction = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> =>
    transact(db, work, 'read committed');

  async function claimedFrom(db: Kysely<Database>, row: Row): Promise<ClaimedJob> {
    const { application_id: applicationId, unique_key: uniqueKey, claim_id: claimId } = row;
    if (uniqueKey === null || claimId === null) throw new Error('a claimed job has a key and a claim');
    return {
      id: row.id,
      queue: row.queue,
      uniqueKey,
      owner: applicationId === null ? null : { applicationId, mode: modeSchema.parse(row.mode) },
      payload: await openPayload(db, row),
      createdAtEpochMs: row.created_at,
      claimId,
      claims: row.claims,
      faults: row.faults,
    };
  }

  async function openPayload(db: Kysely<Database>, row: Row): Promise<ClaimedJob['payload']> {
    const { application_id: applicationId, data_key_id: dataKeyId, sealed_payload: sealed } = row;
    if (applicationId === null || dataKeyId === null || sealed === null) return null;
    const key = await openDataKey(db, masterKey, applicationId, dataKeyId);
    const payload = payloadSchema.parse(openJson(key, sealed, contextOf(applicationId, row.id)));
    key.fill(0);
    return payload;
  }

  async function destroyKeys(db: Kysely<Database>, rows: readonly Pick<Row, 'data_key_id'>[]): Promise<void> {
    const ids = rows.map(({ data_key_id }) => data_key_id).filter((id) => id !== null);
    if (ids.length > 0) await db.deleteFrom('data_keys').where('id', 'in', ids).execute();
  }

  const updateHeld = async (
    { id, claimId }: ClaimedJob,
    change: Partial<Pick<Row, 'available_at' | 'claim_id' | 'worker_id' | 'failed_at' | 'unique_key' | 'faults'>>,
  ): Promise<boolean> => {
    const query = db.updateTable('jobs').set(change).where('id', '=', id).where('claim_id', '=', claimId);
    return (await query.executeTakeFirst()).numUpdatedRows > 0n;
  };

  return {
    enqueue: (job) =>
      inTransaction(async (inside) => {
        const { owner, payload, queue, uniqueKey } = job;
        if (owner === null && payload !== null) throw new Error('a job of the installation carries no payload');
        const id = randomUUID();
        const inserted = await inside
          .insertInto('jobs')
          .values({
            id,
            queue,
            unique_key: uniqueKey,
            application_id: owner?.applicationId ?? null,
            mode: owner?.mode ?? null,
            created_at: job.createdAtEpochMs,
            available_at: job.runAtEpochMs,
            claims: 0,
            faults: 0,
            claim_id: null,
            worker_id: null,
            failed_at: null,
            data_key_id: null,
            sealed_payload: null,
          })
          .onConflict((conflict) => conflict.columns(['queue', 'unique_key']).doNothing())
          .executeTakeFirst();
        if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
        if (owner !== null && payload !== null) {
          const { applicationId } = owner;
          const { id: dataKeyId, key } = await createDataKey(inside, masterKey, applicationId, job.createdAtEpochMs);
          const sealed = sealJson(key, payload, contextOf(applicationId, id));
          key.fill(0);
          const change = { data_key_id: dataKeyId, sealed_payload: sealed };
          await inside.updateTable('jobs').set(change).where('id', '=', id).execute();
        }
        return true;
      }).then((added) => {
        if (added) enqueued.emit(job.queue);
        return added;
      }),

    async claim(queue, { limit, leaseMs, workerId, nowEpochMs }) {
      const due = (db: Kysely<Database>) =>
        db.selectFrom('jobs').select('id').where('queue', '=', queue).where('available_at', '<=', nowEpochMs);
      // Most looks find nothing, and these need no lock.
      if ((await due(db).limit(1).executeTakeFirst()) === undefined) return [];
      return inTransaction(async (inside) => {
        const free = await due(inside)
          .orderBy('available_at')
          .orderBy('id')
          .limit(limit)
          .modifyEnd(flavour.lockFreeRows)
          .execute();
        const jobs: ClaimedJob[] = [];
        for (const { id } of free) {
          const row = await inside
            .updateTable('jobs')
            .set((row) => ({
              available_at: nowEpochMs + leaseMs,
              claims: row('claims', '+', 1),
              claim_id: randomUUID(),
              worker_id: workerId,
            }))
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirstOrThrow();
          jobs.push(await claimedFrom(inside, row));
        }
        return jobs;
      });
    },

    complete: (job) =>
      inTransaction(async (inside) => {
        const query = inside.deleteFrom('jobs').where('id', '=', job.id).where('claim_id', '=', job.claimId);
        const row = await query.returning('data_key_id').executeTakeFirst();
        if (row === undefined) return false;
        await destroyKeys(inside, [row]);
        return true;
      }),
    retryAt: (job, runAtEpochMs, faults = 0) =>
      updateHeld(job, { available_at: runAtEpochMs, claim_id: null, worker_id: null, faults }),
    fail: (job, atEpochMs) =>
      updateHeld(job, { available_at: null, claim_id: null, unique_key: null, failed_at: atEpochMs }),
    extend: (job, leaseUntilEpochMs) => updateHeld(job, { available_at: leaseUntilEpochMs }),

    async releaseAll(nowEpochMs) {
      const change = { available_at: nowEpochMs, claim_id: null, worker_id: null };
      const result = await db.updateTable('jobs').set(change).where('claim_id', 'is not', null).executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    async hurry(queue, uniqueKey, nowEpochMs) {
      const result = await db
        .updateTable('jobs')
        .set({ available_at: nowEpochMs, claim_id: null, worker_id: null, faults: 0 })
        .where('queue', '=', queue)
        .where('unique_key', '=', uniqueKey)
        .executeTakeFirst();
      if (result.numUpdatedRows === 0n) return false;
      enqueued.emit(queue);
      return true;
    },

    async nextDueAt(queue) {
      const row = await db
        .selectFrom('jobs')
        .select('available_at')
        .where('queue', '=', queue)
        .where('available_at', 'is not', null)
        .orderBy('available_at')
        .limit(1)
        .executeTakeFirst();
      return row?.available_at ?? null;
    },

    async countDue(queue, { nowEpochMs, limit }) {
      const due = db
        .selectFrom('jobs')
        .select('available_at')
        .where('queue', '=', queue)
        .where('available_at', '<=', nowEpochMs)
        .limit(limit)
        .as('due');
      const counted = db.selectFrom(due).select((select) => select.fn.countAll<number | string | bigint>().as('count'));
      return Number((await counted.executeTakeFirstOrThrow()).count);
    },

    async countFailed(limit) {
      // Within, so that the index of what failed is used, and what waits is not read.
      const failed = db
        .selectFrom('jobs')
        .select('queue')
        .where('failed_at', 'is not', null)
        .orderBy('failed_at')
        .limit(limit)
        .as('failed');
      const rows = await db
        .selectFrom(failed)
        .select(['queue', (select) => select.fn.countAll<number | string | bigint>().as('count')])
        .groupBy('queue')
        .orderBy('queue')
        .execute();
      return Object.fromEntries(rows.map(({ queue, count }) => [queue, Number(count)]));
    },

    sweep: (beforeEpochMs) =>
      inTransaction(async (inside) => {
        const swept = inside.selectFrom('jobs').select('id').where('failed_at', '<', beforeEpochMs).limit(sweptAtOnce);
        const rows = await inside.deleteFrom('jobs').where('id', 'in', swept).returning('data_key_id').execute();
        await destroyKeys(inside, rows);
        return rows.length;
      }),

    whenEnqueued: enqueued.subscribe,
  };
}

const contextOf = (applicationId: string, id: string) =>
  ({ table: 'jobs', column: 'sealed_payload', applicationId, id }) as const;
