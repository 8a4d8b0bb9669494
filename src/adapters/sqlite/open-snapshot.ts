import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { BonafideSqliteDialect } from '#adapters/sqlite/sqlite-dialect.js';

/** What reading a file throws that is no database, or one that is damaged. */
export const { SqliteError } = BetterSqlite3;

/** A snapshot as it lies in a backup, of whatever version: it is read, and nothing is written beside it. */
export interface Snapshot {
  readonly db: Kysely<Database>;
  /** Null: it is sound. Else what SQLite found. */
  damage(): string | null;
  /** Rows by table. */
  tables(): Record<string, number>;
  /** How many rows a query counts; 0 where the version has no such table. */
  countOf(table: keyof Database, condition: string): number;
  /** The blobs that its files lie in. */
  blobNames(): Iterable<string>;
  close(): Promise<void>;
}

export function openSnapshot(file: string): Snapshot {
  const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
  const db = new Kysely<Database>({ dialect: new BonafideSqliteDialect(database) });
  const names = (): string[] =>
    database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .pluck()
      .all() as string[]; // a column of text
  const count = (table: string, condition = 'true'): number =>
    database.prepare(`select count(*) from "${table}" where ${condition}`).pluck().get() as number; // a count
  return {
    db,
    damage() {
      const found: unknown = database.pragma('integrity_check(1)', { simple: true });
      if (found !== 'ok') return String(found);
      const broken = database.pragma('foreign_key_check') as unknown[];
      return broken.length === 0 ? null : `${broken.length} rows refer to others that are not there`;
    },
    tables: () =>
      Object.fromEntries(
        names()
          .filter((name) => !name.startsWith('kysely_'))
          .map((name) => [name, count(name)]),
      ),
    countOf: (table, condition) => (names().includes(table) ? count(table, condition) : 0),
    *blobNames() {
      if (!names().includes('files')) return;
      yield* database.prepare('select blob_name from files order by id').pluck().iterate() as Iterable<string>; // a column of text
    },
    close: () => db.destroy(),
  };
}
