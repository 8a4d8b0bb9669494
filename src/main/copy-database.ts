import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { copyDatabase, refuseUsedDatabase } from '#adapters/postgres/copy-database.js';
import { CopyRefusedError, type CopiedTable } from '#adapters/postgres/whole-tables.js';
import { migrateUpTo, newestOf } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import type { Config } from '#main/config.js';
import { lockData } from '#main/lock-data.js';
import { migrationsOf, openConfiguredDatabase } from '#main/open-database.js';
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
 * Copies the SQLite database of the data directory, as it stands, into an empty PostgreSQL database. Whatever version made
 * it, it is not brought up to date: the servers that start on the copy do that to the copy. Throws `StartUpError` where a server works on the directory, or the copy cannot be made.
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
    return one;
  };
  try {
    const to = await open({ kind: 'postgres', url, poolSize: 2, statementTimeoutMs: 30_000 });
    const from = await open({ kind: 'sqlite' });
    await refuseUsedDatabase(to);
    await bringLevel(to, from);
    return { from: from.place, to: to.place, tables: await copyDatabase(from, to, onTable) };
  } catch (error) {
    if (error instanceof CopyRefusedError) throw new StartUpError(error.message, { cause: error });
    throw error;
  } finally {
    for (const one of opened) await one.close();
    lock.release();
  }
}

/** Makes the tables of `to` those of `from`. */
async function bringLevel(to: SqlDatabase, from: SqlDatabase): Promise<void> {
  const standing = newestOf(await migrationsOf(from));
  if (standing === null) throw new StartUpError(`nothing is stored in ${from.place} yet`);
  const before = newestOf(await migrationsOf(to));
  if (before !== null && before > standing) {
    throw new StartUpError(
      `the tables in ${to.place} are of a newer version than those in ${from.place}; give a database without tables`,
    );
  }
  await to.unhurried((db) => migrateUpTo(db, to.flavour, standing));
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
