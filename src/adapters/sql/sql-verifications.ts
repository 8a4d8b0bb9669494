import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { modeSchema } from '#domain/access.js';
import { dialects } from '#domain/dialect.js';
import { subjects, type Failure } from '#domain/failure.js';
import { failureCodeSchema, operationResults, operations, type Operation, type ResultOf } from '#domain/operation.js';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { olderThan } from '#adapters/sql/older-than.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import { listedOutcome } from '#domain/listed-outcome.js';
import { emptyContext, verificationContextSchema, type VerificationContext } from '#domain/verification-context.js';
import { verificationLookupHash } from '#adapters/sql/verification-lookup-hash.js';
import { sqlVerificationLists } from '#adapters/sql/sql-verification-lists.js';
import type {
  ErasedVerification,
  Lookup,
  Owner,
  VerificationRecord,
  VerificationRecords,
  VerificationSummary,
} from '#ports/records.js';

type Row = Selectable<Database['verifications']>;

const operationSchema = z.enum(operations);
const dialectSchema = z.enum(dialects);
const subjectSchema = z.enum(subjects);
const statusSchema = z.enum(['completed', 'failed']);

export function sqlVerifications(db: Kysely<Database>, options: SqlRecordsOptions): VerificationRecords {
  const { masterKey } = options;

  async function insert(db: Kysely<Database>, record: VerificationRecord, lookups: readonly Lookup[]): Promise<void> {
    const failure = record.result.status === 'failed' ? record.result.failure : null;
    const outcome = record.result.status === 'completed' ? listedOutcome(record.result.value) : null;
    const sealed = await sealPersonal(db, record);
    await db
      .insertInto('verifications')
      .values({
        id: record.id,
        application_id: record.applicationId,
        api_key_id: record.keyId,
        mode: record.mode,
        dialect: record.dialect,
        operation: record.operation,
        session_id: record.sessionId,
        created_at: record.createdAtEpochMs,
        status: record.result.status,
        failure_code: failure?.code ?? null,
        failure_subject: failure?.subject ?? null,
        failure_detail: failure?.detail ?? null,
        decision: outcome?.decision ?? null,
        reasons: outcome?.reasons.join(' ') ?? null,
        duration_ms: record.durationMs === undefined ? null : Math.round(record.durationMs),
        data_key_id: sealed?.dataKeyId ?? null,
        sealed_result: sealed?.result ?? null,
        sealed_context: sealed?.context ?? null,
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

  /** What is about the person: the result, and what the caller said of them. Null where there is neither. */
  async function sealPersonal(
    db: Kysely<Database>,
    record: VerificationRecord,
  ): Promise<{ dataKeyId: string; result: Buffer | null; context: Buffer | null } | null> {
    const { context } = record;
    const saysNothing = Object.values(context).every((value) => value === null);
    const value = record.result.status === 'completed' ? record.result.value : null;
    if (value === null && saysNothing) return null;
    const { id, key } = await createDataKey(db, masterKey, record.applicationId, record.createdAtEpochMs);
    const sealed = {
      dataKeyId: id,
      result: value === null ? null : seal(key, asJson(value), contextOf('sealed_result', record)),
      context: saysNothing ? null : seal(key, asJson(context), contextOf('sealed_context', record)),
    };
    key.fill(0);
    return sealed;
  }

  async function openColumn(row: Row, column: PersonalColumn): Promise<unknown> {
    const bytes = row[column];
    if (row.data_key_id === null || bytes === null) throw new Error(`verification ${row.id} has no ${column}`);
    const key = await openDataKey(db, masterKey, row.application_id, row.data_key_id);
    const plaintext = open(key, bytes, contextOf(column, { applicationId: row.application_id, id: row.id }));
    key.fill(0);
    return JSON.parse(plaintext.toString('utf8'));
  }

  const openResult = async (row: Row): Promise<ResultOf<Operation>> =>
    operationResults[operationSchema.parse(row.operation)].parse(await openColumn(row, 'sealed_result'));

  const openContext = async (row: Row): Promise<VerificationContext> =>
    row.sealed_context === null
      ? emptyContext
      : verificationContextSchema.parse(await openColumn(row, 'sealed_context'));

  const hashOf = (applicationId: string, lookup: Lookup): Buffer =>
    verificationLookupHash(options.keyedHash, applicationId, lookup);

  const ofOwner = ({ applicationId, mode }: Owner) =>
    db.selectFrom('verifications').where('application_id', '=', applicationId).where('mode', '=', mode);

  return {
    ...sqlVerificationLists(db, summaryOf),

    async add(record, lookups) {
      await transact(db, (transaction) => insert(transaction, record, lookups));
    },

    async find(owner, id) {
      const row = await ofOwner(owner).selectAll().where('id', '=', id).executeTakeFirst();
      if (row === undefined) return null;
      const [context, result] = [await openContext(row), await resultOf(row, openResult)];
      return { ...commonOf(row), context, result } as VerificationRecord | ErasedVerification; // TypeScript does not distribute the union over the spread
    },

    async page(owner, { limit, before }) {
      let query = ofOwner(owner).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (before !== null) query = query.where(olderThan(before));
      return (await query.execute()).map(summaryOf);
    },

    async findByLookup({ applicationId, mode }, lookup) {
      const rows = await db
        .selectFrom('verification_lookups')
        .innerJoin('verifications', 'verifications.id', 'verification_lookups.verification_id')
        .select(['verifications.id', 'verifications.created_at'])
        .where('verification_lookups.application_id', '=', applicationId)
        .where('verifications.mode', '=', mode)
        .where('verification_lookups.name', '=', lookup.name)
        .where('verification_lookups.hash', '=', hashOf(applicationId, lookup))
        .orderBy('verifications.created_at', 'desc')
        .orderBy('verifications.id')
        .execute();
      return rows.map((row) => row.id);
    },

    async erase({ applicationId, mode }, id, atEpochMs) {
      const eraseRows = async (db: Kysely<Database>): Promise<boolean> => {
        const row = await db
          .selectFrom('verifications')
          .select(['data_key_id'])
          .where('id', '=', id)
          .where('application_id', '=', applicationId)
          .where('mode', '=', mode)
          .where('erased_at', 'is', null)
          .executeTakeFirst();
        if (row === undefined) return false;
        await db.deleteFrom('verification_lookups').where('verification_id', '=', id).execute();
        await db
          .updateTable('verifications')
          .set({
            sealed_result: null,
            sealed_context: null,
            data_key_id: null,
            decision: null,
            reasons: null,
            erased_at: atEpochMs,
          })
          .where('id', '=', id)
          .execute();
        if (row.data_key_id !== null) await db.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
        return true;
      };
      const erased = await transact(db, eraseRows);
      if (erased) await options.purgeOldPages();
      return erased;
    },
  };
}

type PersonalColumn = 'sealed_result' | 'sealed_context';

const asJson = (value: unknown): Buffer => Buffer.from(JSON.stringify(value), 'utf8');

const contextOf = (
  column: PersonalColumn,
  { applicationId, id }: { applicationId: string; id: string },
): SealContext => ({ table: 'verifications', column, applicationId, id });

const commonOf = (row: Row): Omit<VerificationRecord, 'result' | 'context'> => ({
  id: row.id,
  applicationId: row.application_id,
  keyId: row.api_key_id,
  mode: modeSchema.parse(row.mode),
  dialect: dialectSchema.parse(row.dialect),
  operation: operationSchema.parse(row.operation),
  createdAtEpochMs: row.created_at,
  sessionId: row.session_id,
});

const summaryOf = (row: Row): VerificationSummary => ({
  ...commonOf(row),
  status: row.erased_at !== null ? 'erased' : statusSchema.parse(row.status),
});

async function resultOf(
  row: Row,
  openResult: (row: Row) => Promise<ResultOf<Operation>>,
): Promise<VerificationRecord['result'] | ErasedVerification['result']> {
  if (row.erased_at !== null) return { status: 'erased', erasedAtEpochMs: row.erased_at };
  if (row.status === 'completed') return { status: 'completed', value: await openResult(row) };
  const failure: Failure = {
    code: failureCodeSchema.parse(row.failure_code),
    ...(row.failure_subject !== null && { subject: subjectSchema.parse(row.failure_subject) }),
    ...(row.failure_detail !== null && { detail: row.failure_detail }),
  };
  return { status: 'failed', failure };
}
