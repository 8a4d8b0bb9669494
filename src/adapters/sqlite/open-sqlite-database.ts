import { mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { Kysely, sql } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { sqliteFlavour } from '#adapters/sql/sql-flavour.js';
import { openDatabase } from '#adapters/sqlite/open-database.js';
import { BonafideSqliteDialect } from '#adapters/sqlite/sqlite-dialect.js';

export const databaseFileName = 'bonafide.sqlite';

/** Below this the log of one busy second may find no room; it grows to about 4 MiB between two checkpoints. */
const leastRoomBytes = 16 * 1024 * 1024;

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
      try {
        database.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // No room, or another process reads: the next one truncates it.
      }
    },
    async check() {
      await sql`select 1 from installation limit 1`.execute(db);
      const { bavail, bsize } = await statfs(directory);
      return bavail * bsize < leastRoomBytes ? 'full' : 'ok';
    },
    close: () => db.destroy(),
  };
}
