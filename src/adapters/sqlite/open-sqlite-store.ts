import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Kysely } from 'kysely';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import { openInstallation } from '#adapters/sql/installation.js';
import { migrate } from '#adapters/sql/migrate.js';
import type { Database } from '#adapters/sql/schema.js';
import { sqliteFlavour } from '#adapters/sql/sql-flavour.js';
import { createSqlRecords } from '#adapters/sql/sql-records.js';
import { openDatabase } from '#adapters/sqlite/open-database.js';
import { BonafideSqliteDialect } from '#adapters/sqlite/sqlite-dialect.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';

export const databaseFileName = 'bonafide.sqlite';

export interface Store {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  close(): Promise<void>;
}

/**
 * Opens (or creates) the database in `directory` and brings it up to date.
 * Throws `MasterKeyMismatchError` when its data was sealed under another master key.
 */
export async function openSqliteStore(options: {
  directory: string;
  masterKey: MasterKey;
  nowEpochMs: number;
}): Promise<Store> {
  mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  const database = openDatabase(path.join(options.directory, databaseFileName));
  const db = new Kysely<Database>({ dialect: new BonafideSqliteDialect(database) });
  try {
    await migrate(db, sqliteFlavour);
    const keyedHash = await openInstallation(db, options.masterKey, options.nowEpochMs);
    const purgeOldPages = async (): Promise<void> => {
      database.pragma('wal_checkpoint(TRUNCATE)');
    };
    return {
      records: createSqlRecords(db, { masterKey: options.masterKey, keyedHash, purgeOldPages }),
      keyedHash,
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
