import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { failureDescriptions, type FailureCode } from '#domain/failure.js';
import { verificationSchema, type Verification } from '#domain/verification.js';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import {
  verificationOperations,
  type ErasedVerification,
  type Lookup,
  type VerificationRecord,
  type VerificationRecords,
} from '#ports/records.js';

type Row = Selectable<Database['verifications']>;

const operationSchema = z.enum(verificationOperations);
const failureCodeSchema = z.enum(Object.keys(failureDescriptions) as [FailureCode, ...FailureCode[]]); // Object.keys loses the key type
const subjectSchema = z.enum(['document', 'selfie']);

export function sqlVerifications(db: Kysely<Database>, options: SqlRecordsOptions): VerificationRecords {
  const { masterKey } = options;

  async function insert(db: Kysely<Database>, record: VerificationRecord, lookups: readonly Lookup[]): Promise<void> {
    const failure = record.result.status === 'failed' ? record.result.failure : null;
    const sealed =
      record.result.status === 'completed' ? await sealResult(db, record, record.result.verification) : null;
    await db
      .insertInto('verifications')
      .values({
        id: record.id,
        application_id: record.applicationId,
        api_key_id: record.keyId,
        mode: record.mode,
        operation: record.operation,
        created_at: record.createdAtEpochMs,
        status: record.result.status,
        failure_code: failure?.code ?? null,
        failure_subject: failure?.subject ?? null,
        data_key_id: sealed?.dataKeyId ?? null,
        sealed_result: sealed?.bytes ?? null,
        erased_at: null,
      })
      .execute();
    if (lookups.length === 0) return;
    await db
      .insertInto('verification_lookups')
      .values(
        lookups.map((lookup) => ({
          verification_id: record.id,
          application_id: record.applicationId,
          name: lookup.name,
          hash: hashOf(record.applicationId, lookup),
        })),
      )
      .execute();
  }

  async function sealResult(
    db: Kysely<Database>,
    record: VerificationRecord,
    verification: Verification,
  ): Promise<{ dataKeyId: string; bytes: Buffer }> {
    const { id, key } = await createDataKey(db, masterKey, record.applicationId, record.createdAtEpochMs);
    const bytes = seal(key, Buffer.from(JSON.stringify(verification), 'utf8'), contextOf(record));
    key.fill(0);
    return { dataKeyId: id, bytes };
  }

  async function openResult(row: Row): Promise<Verification> {
    if (row.data_key_id === null || row.sealed_result === null) throw new Error(`verification ${row.id} has no result`);
    const key = await openDataKey(db, masterKey, row.application_id, row.data_key_id);
    const context = contextOf({ applicationId: row.application_id, id: row.id });
    const plaintext = open(key, row.sealed_result, context);
    key.fill(0);
    return verificationSchema.parse(JSON.parse(plaintext.toString('utf8')));
  }

  /** The application is part of the hashed text, so that equal numbers of two tenants cannot be linked. */
  const hashOf = (applicationId: string, { name, value }: Lookup): Buffer =>
    Buffer.from(options.keyedHash.digest('lookup', JSON.stringify([applicationId, name, value])));

  return {
    async add(record, lookups) {
      if (db.isTransaction) await insert(db, record, lookups);
      else await db.transaction().execute((transaction) => insert(transaction, record, lookups));
    },

    async find(applicationId, id) {
      const row = await db
        .selectFrom('verifications')
        .selectAll()
        .where('id', '=', id)
        .where('application_id', '=', applicationId)
        .executeTakeFirst();
      if (row === undefined) return null;
      return { ...commonOf(row), result: await resultOf(row, openResult) } as VerificationRecord | ErasedVerification; // TypeScript does not distribute the union over the spread
    },

    async findByLookup(applicationId, lookup) {
      const rows = await db
        .selectFrom('verification_lookups')
        .innerJoin('verifications', 'verifications.id', 'verification_lookups.verification_id')
        .select(['verifications.id', 'verifications.created_at'])
        .where('verification_lookups.application_id', '=', applicationId)
        .where('verification_lookups.name', '=', lookup.name)
        .where('verification_lookups.hash', '=', hashOf(applicationId, lookup))
        .orderBy('verifications.created_at', 'desc')
        .orderBy('verifications.id')
        .execute();
      return rows.map((row) => row.id);
    },

    async erase(applicationId, id, atEpochMs) {
      const eraseRows = async (db: Kysely<Database>): Promise<boolean> => {
        const row = await db
          .selectFrom('verifications')
          .select(['data_key_id'])
          .where('id', '=', id)
          .where('application_id', '=', applicationId)
          .where('erased_at', 'is', null)
          .executeTakeFirst();
        if (row === undefined) return false;
        await db.deleteFrom('verification_lookups').where('verification_id', '=', id).execute();
        await db
          .updateTable('verifications')
          .set({ sealed_result: null, data_key_id: null, erased_at: atEpochMs })
          .where('id', '=', id)
          .execute();
        if (row.data_key_id !== null) await db.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
        return true;
      };
      if (db.isTransaction) return eraseRows(db);
      const erased = await db.transaction().execute(eraseRows);
      if (erased) await options.purgeOldPages();
      return erased;
    },
  };
}

const contextOf = ({ applicationId, id }: { applicationId: string; id: string }): SealContext => ({
  table: 'verifications',
  column: 'sealed_result',
  applicationId,
  id,
});

const commonOf = (row: Row): Omit<VerificationRecord, 'result'> => ({
  id: row.id,
  applicationId: row.application_id,
  keyId: row.api_key_id,
  mode: row.mode,
  operation: operationSchema.parse(row.operation),
  createdAtEpochMs: row.created_at,
});

async function resultOf(
  row: Row,
  openResult: (row: Row) => Promise<Verification>,
): Promise<VerificationRecord['result'] | ErasedVerification['result']> {
  if (row.erased_at !== null) return { status: 'erased', erasedAtEpochMs: row.erased_at };
  if (row.status === 'completed') return { status: 'completed', verification: await openResult(row) };
  const code = failureCodeSchema.parse(row.failure_code);
  const failure = row.failure_subject === null ? { code } : { code, subject: subjectSchema.parse(row.failure_subject) };
  return { status: 'failed', failure };
}
