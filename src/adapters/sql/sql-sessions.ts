import type { Kysely } from 'kysely';
import { modeSchema } from '#domain/access.js';
import { sessionPersonalSchema, type SessionPersonal } from '#domain/session-result.js';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { olderThan } from '#adapters/sql/older-than.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import { recordOf, summaryOf, toColumns, type SessionRow } from '#adapters/sql/session-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { Owner } from '#ports/owner.js';
import type { SessionLookup, SessionRecord, SessionRecords } from '#ports/session-records.js';

/** A sweep must not hold the write lock for long; whoever sweeps comes back until nothing is left. */
const sweptAtOnce = 500;

export function sqlSessions(db: Kysely<Database>, options: SqlRecordsOptions): SessionRecords {
  const { masterKey } = options;

  const inTransaction = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  /** The application is part of the hashed text, so that equal values of two tenants cannot be linked. */
  const hashOf = (applicationId: string, { name, value }: SessionLookup): Buffer =>
    Buffer.from(options.keyedHash.digest('lookup', JSON.stringify([applicationId, 'session', name, value])));

  const ofOwner = ({ applicationId, mode }: Owner) =>
    db.selectFrom('sessions').where('application_id', '=', applicationId).where('mode', '=', mode);

  const sealPersonal = (key: Uint8Array, { applicationId, id, personal }: Omit<SessionRecord, 'version'>): Buffer =>
    seal(key, Buffer.from(JSON.stringify(personal), 'utf8'), contextOf(applicationId, id));

  async function openPersonal(row: SessionRow): Promise<SessionPersonal | null> {
    if (row.data_key_id === null || row.sealed_personal === null) return null;
    const key = await openDataKey(db, masterKey, row.application_id, row.data_key_id);
    const plaintext = open(key, row.sealed_personal, contextOf(row.application_id, row.id));
    key.fill(0);
    return sessionPersonalSchema.parse(JSON.parse(plaintext.toString('utf8')));
  }

  async function whole(row: SessionRow | undefined): Promise<SessionRecord | null> {
    const personal = row === undefined ? null : await openPersonal(row);
    return row === undefined || personal === null ? null : { ...recordOf(row), personal };
  }

  async function insert(db: Kysely<Database>, record: Omit<SessionRecord, 'version'>): Promise<void> {
    const { id, applicationId, personal } = record;
    const { id: dataKeyId, key } = await createDataKey(db, masterKey, applicationId, record.createdAtEpochMs);
    const sealed = sealPersonal(key, record);
    key.fill(0);
    await db
      .insertInto('sessions')
      .values({
        id,
        application_id: applicationId,
        api_key_id: record.keyId,
        mode: record.mode,
        kind: record.kind,
        token_hash: Buffer.from(record.tokenHash),
        created_at: record.createdAtEpochMs,
        ...toColumns(record),
        version: 1,
        data_key_id: dataKeyId,
        sealed_personal: sealed,
        erased_at: null,
      })
      .execute();
    const lookups = lookupsOf(personal).map((lookup) => ({
      session_id: id,
      application_id: applicationId,
      name: lookup.name,
      hash: hashOf(applicationId, lookup),
    }));
    if (lookups.length > 0) await db.insertInto('session_lookups').values(lookups).execute();
  }

  return {
    add: (record) => inTransaction((inside) => insert(inside, record)),

    async findByToken(tokenHash) {
      const query = db.selectFrom('sessions').selectAll().where('token_hash', '=', Buffer.from(tokenHash));
      return whole(await query.executeTakeFirst());
    },

    async findVersion(tokenHash) {
      const row = await db
        .selectFrom('sessions')
        .select('version')
        .where('token_hash', '=', Buffer.from(tokenHash))
        .where('erased_at', 'is', null)
        .executeTakeFirst();
      return row?.version ?? null;
    },

    find: async (owner, id) => whole(await ofOwner(owner).selectAll().where('id', '=', id).executeTakeFirst()),

    async page(owner, { limit, before, status }) {
      let query = ofOwner(owner).selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(limit);
      if (status !== undefined) query = query.where('status', '=', status);
      if (before !== null) query = query.where(olderThan(before));
      return (await query.execute()).map(summaryOf);
    },

    async findByLookup({ applicationId, mode }, lookup) {
      const rows = await db
        .selectFrom('session_lookups')
        .innerJoin('sessions', 'sessions.id', 'session_lookups.session_id')
        .select(['sessions.id', 'sessions.created_at'])
        .where('session_lookups.application_id', '=', applicationId)
        .where('sessions.mode', '=', mode)
        .where('session_lookups.name', '=', lookup.name)
        .where('session_lookups.hash', '=', hashOf(applicationId, lookup))
        .orderBy('sessions.created_at', 'desc')
        .orderBy('sessions.id')
        .execute();
      return rows.map((row) => row.id);
    },

    update: (record) =>
      inTransaction(async (inside) => {
        const { applicationId, mode, id, version } = record;
        const row = await inside
          .selectFrom('sessions')
          .select('data_key_id')
          .where('id', '=', id)
          .where('application_id', '=', applicationId)
          .where('mode', '=', mode)
          .where('version', '=', version)
          .executeTakeFirst();
        if (row === undefined || row.data_key_id === null) return false;
        const key = await openDataKey(inside, masterKey, applicationId, row.data_key_id);
        const sealed = sealPersonal(key, record);
        key.fill(0);
        const result = await inside
          .updateTable('sessions')
          .set({ ...toColumns(record), version: version + 1, sealed_personal: sealed })
          .where('id', '=', id)
          .where('version', '=', version)
          .executeTakeFirst();
        return result.numUpdatedRows > 0n;
      }),

    async dueForExpiry(nowEpochMs, limit) {
      const rows = await db
        .selectFrom('sessions')
        .select(['id', 'application_id', 'mode'])
        .where('ended_at', 'is', null)
        .where('expires_at', '<=', nowEpochMs)
        .where('erased_at', 'is', null)
        .orderBy('expires_at')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(({ id, application_id: applicationId, mode }) => ({
        owner: { applicationId, mode: modeSchema.parse(mode) },
        id,
      }));
    },

    async erase({ applicationId, mode }, id, atEpochMs) {
      const eraseRows = async (db: Kysely<Database>): Promise<boolean> => {
        const row = await db
          .selectFrom('sessions')
          .select(['data_key_id', 'version'])
          .where('id', '=', id)
          .where('application_id', '=', applicationId)
          .where('mode', '=', mode)
          .where('erased_at', 'is', null)
          .executeTakeFirst();
        if (row === undefined) return false;
        await db.deleteFrom('session_lookups').where('session_id', '=', id).execute();
        await db
          .updateTable('sessions')
          .set({ sealed_personal: null, data_key_id: null, erased_at: atEpochMs, version: row.version + 1 })
          .where('id', '=', id)
          .execute();
        if (row.data_key_id !== null) await db.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
        return true;
      };
      const erased = await inTransaction(eraseRows);
      if (erased) await options.purgeOldPages();
      return erased;
    },

    async sweep(applicationId, endedBeforeEpochMs) {
      const count = await inTransaction(async (inside) => {
        const rows = await inside
          .selectFrom('sessions')
          .select(['id', 'data_key_id'])
          .where('application_id', '=', applicationId)
          .where('ended_at', '<', endedBeforeEpochMs)
          .orderBy('ended_at')
          .limit(sweptAtOnce)
          .execute();
        for (const { id, data_key_id: dataKeyId } of rows) {
          await inside.deleteFrom('session_lookups').where('session_id', '=', id).execute();
          await inside.deleteFrom('sessions').where('id', '=', id).execute();
          if (dataKeyId !== null) await inside.deleteFrom('data_keys').where('id', '=', dataKeyId).execute();
        }
        return rows.length;
      });
      if (count > 0) await options.purgeOldPages();
      return count;
    },
  };
}

const lookupsOf = ({ userIdentifier, externalId }: SessionPersonal): SessionLookup[] => [
  ...(userIdentifier === null ? [] : [{ name: 'user-identifier', value: userIdentifier } as const]),
  ...(externalId === null ? [] : [{ name: 'external-id', value: externalId } as const]),
];

const contextOf = (applicationId: string, id: string): SealContext => ({
  table: 'sessions',
  column: 'sealed_personal',
  applicationId,
  id,
});
