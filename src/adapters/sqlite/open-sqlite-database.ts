import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { sqliteFlavour } from '#adapters/sql/sql-flavour.js';
import { openDatabase } from '#adapters/sqlite/open-database.js';
import { BonafideSqliteDialect } from '#adapters/sqlite/sqlite-dialect.js';

export const databaseFileName = 'bonafide.sqlite';

/** Opens (or creates) the database in `directory`, as it is. */
export function openSqliteDatabase(directory: string): SqlDatabase {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const database = openDatabase(path.join(directory, databaseFileName));
  const db = new Kysely<Database>({ dialect: new BonafideSqliteDialect(database) });
  return {
    db,
    flavour: sqliteFlavour,
    place: directory,
    shared: false,
    unhurried: (work) => work(db),
    // Deleted rows are overwritten at once (`secure_delete`); older pages of them are in the log until it is truncated.
    purgeOldPages: async () => {
      database.pragma('wal_checkpoint(TRUNCATE)');
    },
    close: () => db.destroy(),
  };
}
