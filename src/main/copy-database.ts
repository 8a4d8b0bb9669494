import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { copyDatabase } from '#adapters/postgres/copy-database.js';
import { CopyRefusedError, type CopiedTable } from '#adapters/postgres/whole-tables.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import type { Config } from '#main/config.js';
import { lockData } from '#main/lock-data.js';
import { migrateDatabase, openConfiguredDatabase } from '#main/open-database.js';
import { readProcessConfig } from '#main/process-config.js';
import { settings } from '#main/settings.js';
import { StartUpError } from '#main/start-up-error.js';

export type { CopiedTable };

/** Where the URL of the target is read: never from the command line, which every user of the machine can list. */
export type TargetSource = { readonly variable: string } | { readonly file: string };

export interface CopyOptions {
  readonly target: TargetSource;
  readonly onTable: (name: string) => void;
}

/**
 * Copies the SQLite database of the data directory into an empty PostgreSQL database, bringing both up to date first.
 * Throws `StartUpError` where a server works on the directory, or the copy cannot be made.
 */
export async function copyConfiguredDatabase({ target, onTable }: CopyOptions): Promise<{
  readonly from: string;
  readonly to: string;
  readonly tables: readonly CopiedTable[];
}> {
  const { config } = readProcessConfig();
  const url = targetUrl(target);
  if (!existsSync(path.join(config.dataDirectory, databaseFileName))) {
    throw new StartUpError(`there is no ${databaseFileName} in ${config.dataDirectory}`);
  }
  const lock = lockData(config.dataDirectory);
  const opened: SqlDatabase[] = [];
  const open = async (database: Config['database']): Promise<SqlDatabase> => {
    const one = await openConfiguredDatabase({ dataDirectory: config.dataDirectory, database });
    opened.push(one);
    await migrateDatabase(one);
    return one;
  };
  try {
    const to = await open({ kind: 'postgres', url, poolSize: 2, statementTimeoutMs: 30_000 });
    const from = await open({ kind: 'sqlite' });
    return { from: from.place, to: to.place, tables: await copyDatabase(from, to, onTable) };
  } catch (error) {
    if (error instanceof CopyRefusedError) throw new StartUpError(error.message, { cause: error });
    throw error;
  } finally {
    for (const one of opened) await one.close();
    lock.release();
  }
}

function targetUrl(target: TargetSource): string {
  const [name, text] =
    'variable' in target ? [target.variable, process.env[target.variable]] : [target.file, textOf(target.file)];
  if (text === undefined || text.trim() === '') throw new StartUpError(`${name} holds no URL`);
  const parsed = settings.DATABASE_URL.schema.safeParse(text.trim());
  if (parsed.success && parsed.data !== undefined) return parsed.data;
  throw new StartUpError(`what ${name} holds ${parsed.error?.issues[0]?.message ?? 'is no URL'}`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartUpError(`${file} cannot be read`, { cause: error });
  }
}
