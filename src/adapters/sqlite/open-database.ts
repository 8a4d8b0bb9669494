import BetterSqlite3 from 'better-sqlite3';

/** How long a write waits for the command line (or a backup) to let go of the database. */
export const busyTimeoutMs = 5000;

/** Opens or creates a database whose acknowledged writes survive power loss and whose deletions overwrite. */
export function openDatabase(file: string): BetterSqlite3.Database {
  const database = new BetterSqlite3(file, { timeout: busyTimeoutMs });
  database.pragma('journal_mode = WAL');
  // NORMAL would only survive a crash of the process: WAL is then not synced at each commit.
  database.pragma('synchronous = FULL');
  // Deleted rows (destroyed keys above all) are overwritten with zeros.
  database.pragma('secure_delete = ON');
  database.pragma('foreign_keys = ON');
  return database;
}
