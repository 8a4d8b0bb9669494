import { sql, type Kysely } from 'kysely';
import type { Reference } from '#adapters/postgres/reference-order.js';
import { createRowDigest, type Row } from '#adapters/postgres/row-digest.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';

/** The copy was not made, and the target is as it was. The message is for the operator. */
export class CopyRefusedError extends Error {
  override readonly name = 'CopyRefusedError';
}

export interface CopiedTable {
  readonly name: string;
  readonly rows: number;
  /** 64 hex digits, of the rows in both databases. */
  readonly digest: string;
}

/** Any table: which ones there are is asked of the databases, so that none that a later migration adds is forgotten. */
export type AnyDatabase = Record<string, Record<string, unknown>>;

const rowsPerStatement = 100;

export const anyTables = (db: SqlDatabase['db']): Kysely<AnyDatabase> => db as unknown as Kysely<AnyDatabase>; // what is common to all tables is all that is used

/** The tables that both have, with the same columns each. Throws `CopyRefusedError` where they differ in them. */
export async function commonTables(sqlite: Kysely<AnyDatabase>, postgres: Kysely<AnyDatabase>): Promise<string[]> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(postgres);
  const [ours, theirs] = [await describeTables(sqlite, null), await describeTables(postgres, rows[0]!.schema)]; // a select without a table gives one row
  const different = [
    ...ours.filter((table) => !theirs.includes(table)),
    ...theirs.filter((table) => !ours.includes(table)),
  ];
  if (different.length > 0) throw new CopyRefusedError(`the databases differ in their tables: ${different.join('; ')}`);
  return ours.map((table) => table.slice(0, table.indexOf('(')));
}

/** Each table with its columns, in an order that does not depend on the database. */
async function describeTables(db: Kysely<AnyDatabase>, schema: string | null): Promise<string[]> {
  const tables = await db.introspection.getTables();
  const ours = tables.filter((table) => !table.isView && (schema === null || table.schema === schema));
  const columnsOf = ({ columns }: (typeof tables)[number]): string =>
    columns
      .map(({ name }) => name)
      .sort()
      .join(', ');
  return ours.map((table) => `${table.name}(${columnsOf(table)})`).sort();
}

/** Which tables refer to which, as PostgreSQL knows it. */
export async function references(postgres: Kysely<AnyDatabase>): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select own.relname as "table", other.relname as "to"
    from pg_constraint
      join pg_class own on own.oid = conrelid
      join pg_class other on other.oid = confrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace
  `.execute(postgres);
  return rows;
}

/** All rows of a table of PostgreSQL, a few at a time; in a transaction. `oldestFirst`: by `created_at`. */
export async function* rowsOfPostgres(
  postgres: Kysely<AnyDatabase>,
  name: string,
  oldestFirst = false,
): AsyncGenerator<Row> {
  const order = oldestFirst ? sql`order by created_at` : sql``;
  await sql`declare copied no scroll cursor for select * from ${sql.table(name)} ${order}`.execute(postgres);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsPerStatement)} from copied`.execute(postgres);
    yield* rows;
    if (rows.length < rowsPerStatement) break;
  }
  await sql`close copied`.execute(postgres);
}

/** All rows of a table of SQLite. */
export const rowsOfSqlite = (sqlite: Kysely<AnyDatabase>, name: string): AsyncIterable<Row> =>
  sqlite.selectFrom(name).selectAll().stream();

/**
 * Writes `rows` into a table of `target` and compares what then stands there, which `readBack` reads, by count and digest.
 * Throws `CopyRefusedError` where it is not the same.
 */
export async function pourTable(
  rows: AsyncIterable<Row>,
  { target, name, readBack }: { target: Kysely<AnyDatabase>; name: string; readBack: () => AsyncIterable<Row> },
): Promise<CopiedTable> {
  const read = createRowDigest();
  let batch: Row[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await target.insertInto(name).values(batch).execute();
    batch = [];
  };
  for await (const row of rows) {
    read.add(row);
    batch.push(row);
    if (batch.length === rowsPerStatement) await flush();
  }
  await flush();
  const written = createRowDigest();
  for await (const row of readBack()) written.add(row);
  const [there, here] = [read.result(), written.result()];
  if (there.digest !== here.digest || there.rows !== here.rows) {
    throw new CopyRefusedError(`the copy of ${name} is not the same: ${there.rows} rows became ${here.rows}`);
  }
  return { name, ...here };
}
