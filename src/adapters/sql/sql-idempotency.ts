import type { Kysely } from 'kysely';
import { z } from 'zod';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { AnswerSubject, IdempotencyRecords, StoredAnswer } from '#ports/idempotency-records.js';
import type { Owner } from '#ports/records.js';

const answerSchema = z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.string() });

export function sqlIdempotency(db: Kysely<Database>, options: SqlRecordsOptions): IdempotencyRecords {
  const { masterKey, keyedHash } = options;
  const hashOf = ({ applicationId, mode }: Owner, key: string): Buffer =>
    Buffer.from(keyedHash.digest('lookup', JSON.stringify([applicationId, mode, 'idempotency-key', key])));
  const rowOf = (owner: Owner, key: string) =>
    ({ application_id: owner.applicationId, mode: owner.mode, key_hash: hashOf(owner, key) }) as const;

  /** Deletes a row with its data key, so that its answer can never be opened again. */
  async function destroy(db: Kysely<Database>, row: { where: ReturnType<typeof rowOf>; dataKeyId: string | null }) {
    await deleteAt(db, row.where).execute();
    if (row.dataKeyId !== null) await db.deleteFrom('data_keys').where('id', '=', row.dataKeyId).execute();
  }

  async function claimIn(
    db: Kysely<Database>,
    request: Parameters<IdempotencyRecords['claim']>[0],
  ): ReturnType<IdempotencyRecords['claim']> {
    const where = rowOf(request.owner, request.key);
    const { nowEpochMs, fingerprint, claimId } = request;
    const fresh = {
      ...where,
      fingerprint,
      claim_id: claimId,
      lease_until: request.leaseUntilEpochMs,
      expires_at: request.expiresAtEpochMs,
      data_key_id: null,
      sealed_answer: null,
      subject_kind: null,
      subject_id: null,
    };
    const found = await selectAt(db, where).executeTakeFirst();
    if (found !== undefined && found.expires_at > nowEpochMs) {
      if (found.fingerprint !== fingerprint) return { state: 'conflict' };
      if (found.sealed_answer !== null) return { state: 'answered', answer: await openAnswer(db, found) };
      if (found.lease_until > nowEpochMs) return { state: 'running' };
    }
    if (found === undefined) {
      const inserted = await db
        .insertInto('idempotent_answers')
        .values(fresh)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      // Somebody else was faster between the look and the claim.
      return { state: (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n ? 'claimed' : 'running' };
    }
    // Expired, or abandoned by a process that died: exactly one takes it over.
    const taken = await updateAt(db, where)
      .set({ fingerprint, claim_id: claimId, lease_until: fresh.lease_until, expires_at: fresh.expires_at })
      .set({ data_key_id: null, sealed_answer: null, subject_kind: null, subject_id: null })
      .where('claim_id', '=', found.claim_id)
      .where('lease_until', '=', found.lease_until)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 0n) return { state: 'running' };
    if (found.data_key_id !== null) await db.deleteFrom('data_keys').where('id', '=', found.data_key_id).execute();
    return { state: 'claimed' };
  }

  async function openAnswer(
    db: Kysely<Database>,
    row: { data_key_id: string | null; sealed_answer: Uint8Array | null; application_id: string; key_hash: Uint8Array },
  ) {
    if (row.data_key_id === null || row.sealed_answer === null) throw new Error('a stored answer has a key');
    const key = await openDataKey(db, masterKey, row.application_id, row.data_key_id);
    const plaintext = open(key, row.sealed_answer, contextOf(row.application_id, row.key_hash));
    key.fill(0);
    return answerSchema.parse(JSON.parse(plaintext.toString('utf8')));
  }

  const inTransaction = <T>(work: (inside: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  return {
    claim: (request) => inTransaction((inside) => claimIn(inside, request)),

    complete: (owner, key, claimId, answer, subject) =>
      inTransaction(async (inside) => {
        const where = rowOf(owner, key);
        const row = await selectAt(inside, where).where('claim_id', '=', claimId).executeTakeFirst();
        if (row === undefined || row.sealed_answer !== null) return false;
        const { id, key: dataKey } = await createDataKey(inside, masterKey, owner.applicationId, row.expires_at);
        const sealed = seal(
          dataKey,
          Buffer.from(JSON.stringify(answer), 'utf8'),
          contextOf(owner.applicationId, where.key_hash),
        );
        dataKey.fill(0);
        const stored = await updateAt(inside, where)
          .set({ data_key_id: id, sealed_answer: sealed })
          .set({ subject_kind: subject?.kind ?? null, subject_id: subject?.id ?? null })
          .where('claim_id', '=', claimId)
          .executeTakeFirst();
        return stored.numUpdatedRows > 0n;
      }),

    async release(owner, key, claimId) {
      await deleteAt(db, rowOf(owner, key))
        .where('claim_id', '=', claimId)
        .where('sealed_answer', 'is', null)
        .execute();
    },

    async releaseAll() {
      const result = await db.deleteFrom('idempotent_answers').where('sealed_answer', 'is', null).executeTakeFirst();
      return Number(result.numDeletedRows);
    },

    async about(owner, subject) {
      const answers: StoredAnswer[] = [];
      for (const row of await selectAbout(db, owner, subject).execute()) answers.push(await openAnswer(db, row));
      return answers;
    },

    eraseAbout: (owner, subject) =>
      inTransaction(async (inside) => {
        const rows = await selectAbout(inside, owner, subject).execute();
        for (const row of rows) {
          const { application_id, mode } = row;
          const where = { application_id, mode, key_hash: Buffer.from(row.key_hash) };
          await destroy(inside, { where, dataKeyId: row.data_key_id });
        }
        return rows.length;
      }),

    sweep: (nowEpochMs) =>
      inTransaction(async (inside) => {
        const rows = await inside
          .selectFrom('idempotent_answers')
          .select(['application_id', 'mode', 'key_hash', 'data_key_id'])
          .where('expires_at', '<=', nowEpochMs)
          .limit(sweptAtOnce)
          .execute();
        for (const { data_key_id: dataKeyId, ...where } of rows) {
          await destroy(inside, { where: { ...where, key_hash: Buffer.from(where.key_hash) }, dataKeyId });
        }
        return rows.length;
      }),
  };
}

/** A sweep must not hold the write lock for long; whoever sweeps comes back until nothing is left. */
const sweptAtOnce = 500;

interface Place {
  readonly application_id: string;
  readonly mode: Owner['mode'];
  readonly key_hash: Buffer;
}

const selectAt = (db: Kysely<Database>, { application_id, mode, key_hash }: Place) =>
  db
    .selectFrom('idempotent_answers')
    .selectAll()
    .where('application_id', '=', application_id)
    .where('mode', '=', mode)
    .where('key_hash', '=', key_hash);

const selectAbout = (db: Kysely<Database>, { applicationId, mode }: Owner, { kind, id }: AnswerSubject) =>
  db
    .selectFrom('idempotent_answers')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('mode', '=', mode)
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .where('sealed_answer', 'is not', null);

const updateAt = (db: Kysely<Database>, { application_id, mode, key_hash }: Place) =>
  db
    .updateTable('idempotent_answers')
    .where('application_id', '=', application_id)
    .where('mode', '=', mode)
    .where('key_hash', '=', key_hash);

const deleteAt = (db: Kysely<Database>, { application_id, mode, key_hash }: Place) =>
  db
    .deleteFrom('idempotent_answers')
    .where('application_id', '=', application_id)
    .where('mode', '=', mode)
    .where('key_hash', '=', key_hash);

const contextOf = (applicationId: string, keyHash: Uint8Array): SealContext => ({
  table: 'idempotent_answers',
  column: 'sealed_answer',
  applicationId,
  id: Buffer.from(keyHash).toString('hex'),
});
