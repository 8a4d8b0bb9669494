import { findInstallation } from '#adapters/sql/installation.js';
import { openSqlStore } from '#adapters/sql/open-sql-store.js';
import { MasterKeyMismatchError } from '#adapters/sql/sealed-rows.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { Config } from '#main/config.js';
import { explainDatabaseError, migrateDatabase, openConfiguredDatabase } from '#main/open-database.js';
import { nameOfSource, openMasterKeys } from '#main/open-master-keys.js';
import { StartUpError } from '#main/start-up-error.js';
import type { Store } from '#ports/store.js';

type StoreConfig = Pick<Config, 'dataDirectory' | 'database' | 'masterKey'>;

/**
 * Opens the records of the configured database once `prepare` has seen to its tables (a server brings them up to date), and
 * makes its master key where neither is there yet. Throws `StartUpError` where the database cannot be used, or the key is
 * missing, open to others, or not the one that the data was sealed under.
 */
export async function openStore(
  config: StoreConfig,
  nowEpochMs: number,
  prepare: (database: SqlDatabase) => Promise<unknown> = migrateDatabase,
): Promise<Store> {
  const database = await openConfiguredDatabase(config);
  try {
    await prepare(database);
    const masterKeys = await masterKeysOf(config, database);
    return await openSqlStore(database, masterKeys, nowEpochMs);
  } catch (error) {
    await database.close();
    if (error instanceof MasterKeyMismatchError) throw wrongKey(error, config, database);
    throw explainDatabaseError(error, database.place);
  }
}

/** The ring for a database that is up to date. Throws `StartUpError`. */
export async function masterKeysOf({ masterKey }: StoreConfig, { db, place }: SqlDatabase): Promise<MasterKeyRing> {
  const dataAt = (await findInstallation(db)) === undefined ? null : place;
  return openMasterKeys({ masterKey, dataAt });
}

export const wrongKey = (
  error: MasterKeyMismatchError,
  { masterKey }: Pick<Config, 'masterKey'>,
  { place }: Pick<SqlDatabase, 'place'>,
): StartUpError =>
  new StartUpError(
    `the data in ${place} was sealed under another master key (${error.sealedUnder}) than the one from ${nameOfSource(masterKey)} (${error.given.join(', ')}); give the key that was made with this data`,
    { cause: error },
  );
