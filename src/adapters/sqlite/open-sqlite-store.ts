import { ringOf, type MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import { migrate } from '#adapters/sql/migrate.js';
import { openSqlStore } from '#adapters/sql/open-sql-store.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import type { Store } from '#ports/store.js';

/**
 * Opens (or creates) the database in `directory` and brings it up to date.
 * Throws `MasterKeyMismatchError` when its data was sealed under another master key.
 */
export async function openSqliteStore(options: {
  directory: string;
  masterKey: MasterKey | MasterKeyRing;
  nowEpochMs: number;
}): Promise<Store> {
  const database = openSqliteDatabase(options.directory);
  try {
    await migrate(database.db, database.flavour);
    return await openSqlStore(database, ringOf(options.masterKey), options.nowEpochMs);
  } catch (error) {
    await database.close();
    throw error;
  }
}
