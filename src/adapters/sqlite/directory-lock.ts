import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** Another server works on this data directory. */
export class DirectoryLockedError extends Error {
  override readonly name = 'DirectoryLockedError';
  constructor(
    readonly directory: string,
    /** What the holder wrote about itself; null when it could not be read. */
    readonly holder: string | null,
  ) {
    super(`${directory} is in use${holder === null ? '' : ` by ${holder}`}`);
  }
}

export interface DirectoryLock {
  release(): void;
}

/**
 * One server on one data directory. The lock is the operating system's lock on a SQLite file: it goes when the
 * process goes, also by kill -9, so there is no stale lock to clean up. Throws `DirectoryLockedError`.
 */
export function lockDirectory(directory: string, holder: string): DirectoryLock {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const holderFile = path.join(directory, 'server.holder');
  const database = new BetterSqlite3(path.join(directory, 'server.lock'), { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw new DirectoryLockedError(directory, readHolder(holderFile));
    }
    throw error;
  }
  writeFileSync(holderFile, holder);
  return {
    release() {
      database.close();
    },
  };
}

function readHolder(holderFile: string): string | null {
  try {
    return readFileSync(holderFile, 'utf8').slice(0, 200);
  } catch {
    return null;
  }
}
