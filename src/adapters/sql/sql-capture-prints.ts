import type { Kysely } from 'kysely';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { AlikePrint, CapturePrintRecords } from '#ports/capture-prints.js';
import type { Owner } from '#ports/owner.js';

/** Half of a keyed hash: enough among all prints of an installation, and there are many of them. */
const hashBytes = 16;
const mostValues = 200;

export function sqlCapturePrints(db: Kysely<Database>, options: SqlRecordsOptions): CapturePrintRecords {
  const { masterKey, keyedHash } = options;
  const hashOf = ({ applicationId, mode }: Owner, value: string): Buffer =>
    Buffer.from(keyedHash.digest('capture-print', `${applicationId}/${mode}/${value}`).subarray(0, hashBytes));

  async function destroy(select: (inside: Kysely<Database>) => Promise<{ id: string; data_key_id: string | null }[]>) {
    const count = await transact(db, async (inside) => {
      const rows = await select(inside);
      for (const { id, data_key_id: dataKeyId } of rows) {
        await inside.deleteFrom('capture_print_values').where('print_id', '=', id).execute();
        await inside.deleteFrom('capture_prints').where('id', '=', id).execute();
        if (dataKeyId !== null) await inside.deleteFrom('data_keys').where('id', '=', dataKeyId).execute();
      }
      return rows.length;
    });
    if (count > 0) await options.purgeOldPages();
    return count;
  }

  return {
    async add(owner, { id, sessionId, createdAtEpochMs, values, print }) {
      if (values.length > mostValues) throw new Error(`a print has at most ${mostValues} values`);
      const { applicationId, mode } = owner;
      await transact(db, async (inside) => {
        const sealed = print === null ? null : await sealPrint(inside, applicationId, id, print, createdAtEpochMs);
        await inside
          .insertInto('capture_prints')
          .values({
            id,
            application_id: applicationId,
            mode,
            session_id: sessionId,
            created_at: createdAtEpochMs,
            data_key_id: sealed?.dataKeyId ?? null,
            sealed_print: sealed?.bytes ?? null,
          })
          .execute();
        const rows = [...new Set(values)].map((value) => ({ print_id: id, hash: hashOf(owner, value) }));
        if (rows.length > 0) await inside.insertInto('capture_print_values').values(rows).execute();
      });
    },

    async alike(owner, values, { notOfSession, limit }) {
      if (values.length === 0) return [];
      const { applicationId, mode } = owner;
      const hashes = [...new Set(values)].map((value) => hashOf(owner, value));
      const rows = await db
        .selectFrom('capture_print_values')
        .innerJoin('capture_prints', 'capture_prints.id', 'capture_print_values.print_id')
        .where('hash', 'in', hashes)
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .where('session_id', '<>', notOfSession)
        .groupBy(['capture_prints.id', 'session_id', 'created_at', 'data_key_id', 'sealed_print'])
        .select((column) => [
          'capture_prints.id as id',
          'session_id',
          'created_at',
          'data_key_id',
          'sealed_print',
          column.fn.countAll<number>().as('shared'),
        ])
        .orderBy('shared', 'desc')
        .orderBy('created_at', 'desc')
        .orderBy('capture_prints.id')
        .limit(limit)
        .execute();
      const alike: AlikePrint[] = [];
      for (const row of rows) {
        alike.push({
          id: row.id,
          sessionId: row.session_id,
          createdAtEpochMs: row.created_at,
          print:
            row.data_key_id === null || row.sealed_print === null
              ? null
              : await openPrint(applicationId, row.id, row.data_key_id, row.sealed_print),
          shared: Number(row.shared),
        });
      }
      return alike;
    },

    eraseSession: ({ applicationId, mode }, sessionId) =>
      destroy((inside) =>
        inside
          .selectFrom('capture_prints')
          .select(['id', 'data_key_id'])
          .where('session_id', '=', sessionId)
          .where('application_id', '=', applicationId)
          .where('mode', '=', mode)
          .execute(),
      ),

    destroyBefore: (applicationId, createdBeforeEpochMs, limit) =>
      destroy((inside) =>
        inside
          .selectFrom('capture_prints')
          .select(['id', 'data_key_id'])
          .where('application_id', '=', applicationId)
          .where('created_at', '<', createdBeforeEpochMs)
          .orderBy('created_at')
          .limit(limit)
          .execute(),
      ),
  };

  async function sealPrint(
    inside: Kysely<Database>,
    applicationId: string,
    id: string,
    print: Uint8Array,
    createdAtEpochMs: number,
  ): Promise<{ dataKeyId: string; bytes: Buffer }> {
    const dataKey = await createDataKey(inside, masterKey, applicationId, createdAtEpochMs);
    const bytes = seal(dataKey.key, Buffer.from(print), contextOf(applicationId, id));
    dataKey.key.fill(0);
    return { dataKeyId: dataKey.id, bytes };
  }

  async function openPrint(applicationId: string, id: string, dataKeyId: string, sealed: Uint8Array) {
    const key = await openDataKey(db, masterKey, applicationId, dataKeyId);
    const print = open(key, sealed, contextOf(applicationId, id));
    key.fill(0);
    return Uint8Array.from(print);
  }
}

const contextOf = (applicationId: string, id: string): SealContext => ({
  table: 'capture_prints',
  column: 'sealed_print',
  applicationId,
  id,
});
