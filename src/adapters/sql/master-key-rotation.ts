import type { Kysely } from 'kysely';
import { open, seal } from '#adapters/sealing/envelope.js';
import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import { findInstallation, installationContext } from '#adapters/sql/installation.js';
import type { Database } from '#adapters/sql/schema.js';
import { dataKeyContext, requireMasterKey } from '#adapters/sql/sealed-rows.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { transact } from '#adapters/sql/transact.js';

/** Data keys re-wrapped in one transaction: on SQLite nobody else writes meanwhile, about 10 ms. */
const batchSize = 200;

/** What the master keys wrap. */
export interface MasterKeyUsage {
  /** The key that wraps new records; null: there is no installation yet. */
  readonly currentId: string | null;
  /** Data keys by the id of the master key that wraps them. */
  readonly dataKeys: ReadonlyMap<string, number>;
}

/** Counts what is wrapped by which master key. */
export async function masterKeyUsage(db: Kysely<Database>): Promise<MasterKeyUsage> {
  const rows = await db
    .selectFrom('data_keys')
    .select(({ fn }) => ['master_key_id', fn.countAll<number>().as('count')])
    .groupBy('master_key_id')
    .orderBy('master_key_id')
    .execute();
  const installation = await findInstallation(db);
  return {
    currentId: installation?.master_key_id ?? null,
    dataKeys: new Map(rows.map(({ master_key_id: id, count }) => [id, count])),
  };
}

/**
 * What is wrapped by which master key, counted when no old key can be added: writers of data keys that began before are
 * waited for, and those that come later are refused any but the current key.
 */
export const settledUsage = ({ db, flavour }: Pick<SqlDatabase, 'db' | 'flavour'>): Promise<MasterKeyUsage> =>
  transact(db, async (transaction) => {
    await flavour.holdWriters(transaction, 'data_keys');
    return masterKeyUsage(transaction);
  });

/** How many data keys other master keys wrap than the current one. */
export const oldWraps = ({ currentId, dataKeys }: MasterKeyUsage): number =>
  [...dataKeys].filter(([id]) => id !== currentId).reduce((sum, [, count]) => sum + count, 0);

export interface RewrapOptions {
  readonly masterKeys: MasterKeyRing;
  readonly next: MasterKey;
  readonly onProgress?: (rewrapped: number) => void;
}

/**
 * Makes `next` the key that wraps, and wraps everything anew that another one does: the installation's secret first, so
 * that from then on nothing new is wrapped by an old key, then every data key, in batches beside whoever works there.
 * What was done stays done when it is interrupted; called again it goes on. Gives the number of data keys it wrapped
 * anew. Throws `MasterKeyMismatchError` where something is wrapped by a key that the ring does not have.
 */
export async function rewrapAll(
  database: Pick<SqlDatabase, 'db' | 'flavour' | 'purgeOldPages'>,
  { masterKeys, next, onProgress }: RewrapOptions,
): Promise<number> {
  const { db, purgeOldPages } = database;
  await transact(db, (transaction) => rewrapInstallation(transaction, masterKeys, next));
  let rewrapped = 0;
  do {
    let after: string | null = '';
    while (after !== null) {
      const from: string = after;
      // Row by row, so that it does not matter what else is stored meanwhile: servers at work would fail it for that.
      const batch = await transact(
        db,
        (transaction) => rewrapBatch(transaction, { masterKeys, next, after: from }),
        'read committed',
      );
      after = batch.lastId;
      rewrapped += batch.rewrapped;
      onProgress?.(rewrapped);
    }
    // Once more for what was being written, under the old key, when the installation changed to the new one.
  } while (oldWraps(await settledUsage(database)) > 0);
  if (rewrapped > 0) await purgeOldPages();
  return rewrapped;
}

async function rewrapInstallation(db: Kysely<Database>, masterKeys: MasterKeyRing, next: MasterKey): Promise<void> {
  const row = await findInstallation(db);
  if (row === undefined || row.master_key_id === next.id) return;
  const { wrappingKey } = await requireMasterKey(masterKeys, row.master_key_id);
  const secret = open(wrappingKey, row.sealed_secret, installationContext);
  const sealed = seal(next.wrappingKey, secret, installationContext);
  secret.fill(0);
  await db
    .updateTable('installation')
    .set({ master_key_id: next.id, sealed_secret: sealed })
    .where('id', '=', installationContext.id)
    .execute();
}

async function rewrapBatch(
  db: Kysely<Database>,
  { masterKeys, next, after }: { masterKeys: MasterKeyRing; next: MasterKey; after: string },
): Promise<{ lastId: string | null; rewrapped: number }> {
  const rows = await db
    .selectFrom('data_keys')
    .select(['id', 'application_id', 'master_key_id', 'wrapped_key'])
    .where('master_key_id', '<>', next.id)
    .where('id', '>', after)
    .orderBy('id')
    .limit(batchSize)
    .execute();
  let rewrapped = 0;
  for (const row of rows) {
    const context = dataKeyContext(row.application_id, row.id);
    const { wrappingKey } = await requireMasterKey(masterKeys, row.master_key_id);
    const key = open(wrappingKey, row.wrapped_key, context);
    const wrapped = seal(next.wrappingKey, key, context);
    key.fill(0);
    // A row that was erased meanwhile stays erased.
    const result = await db
      .updateTable('data_keys')
      .set({ master_key_id: next.id, wrapped_key: wrapped })
      .where('id', '=', row.id)
      .where('master_key_id', '=', row.master_key_id)
      .executeTakeFirst();
    rewrapped += Number(result.numUpdatedRows);
  }
  return { lastId: rows.at(-1)?.id ?? null, rewrapped };
}
