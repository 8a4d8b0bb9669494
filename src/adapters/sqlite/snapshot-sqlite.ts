import { closeSync, fchmodSync, fsyncSync, openSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { busyTimeoutMs } from '#adapters/sqlite/open-database.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';

/**
 * Copies the database in `directory`, as it stands at one moment, into a new file, beside a server that goes on writing.
 * Pages that hold nothing any more are not copied.
 */
export function snapshotSqlite(directory: string, file: string): void {
  const database = new BetterSqlite3(path.join(directory, databaseFileName), {
    fileMustExist: true,
    timeout: busyTimeoutMs,
  });
  try {
    // SQLite's online backup would begin anew whenever the server writes.
    database.prepare('vacuum into ?').run(file);
  } finally {
    database.close();
  }
  settleSnapshot(file);
}

/**
 * Makes a copied database one file, for its owner alone, which opens without leaving others beside it, and durable:
 * neither copying nor `vacuum into` syncs it.
 */
export function settleSnapshot(file: string): void {
  const database = new BetterSqlite3(file, { fileMustExist: true });
  try {
    database.pragma('journal_mode = delete');
  } finally {
    database.close();
  }
  const descriptor = openSync(file, 'r+');
  try {
    fchmodSync(descriptor, 0o600);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
