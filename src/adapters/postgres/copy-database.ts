import { sql, type Kysely } from 'kysely';
import { referenceOrder, type Reference } from '#adapters/postgres/reference-order.js';
import { createRowDigest, type Row, type RowDigest } from '#adapters/postgres/row-digest.js';
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
type AnyDatabase = Record<string, Record<string, unknown>>;

const rowsPerStatement = 100;

/**
 * Copies every table of a SQLite database into an empty PostgreSQL database, both up to date, in one transaction, and
 * compares counts and digests of what then stands in both before it becomes durable. Nobody else writes to either
 * meanwhile. Throws `CopyRefusedError` where the target is not empty, the two differ in their tables, or the copies do.
 */
export function copyDatabase(
  from: SqlDatabase,
  to: SqlDatabase,
  onTable: (name: string) => void,
): Promise<CopiedTable[]> {
  // Beginning a transaction on SQLite keeps other writers out.
  return anyTables(from.db)
    .transaction()
    .execute((source) =>
      to.unhurried((db) =>
        anyTables(db)
          .transaction()
          .execute(async (target) => {
            const tables = await commonTables(source, target);
            await sql`lock table ${sql.join(tables.map((name) => sql.table(name)))} in exclusive mode`.execute(target);
            await refuseNonEmpty(target, tables, to.place);
            const copied: CopiedTable[] = [];
            for (const name of referenceOrder(tables, await references(target))) {
              onTable(name);
              copied.push(await copyTable(source, target, name));
              await advanceSequences(target, name);
            }
            return copied;
          }),
      ),
    );
}

const anyTables = (db: SqlDatabase['db']): Kysely<AnyDatabase> => db as unknown as Kysely<AnyDatabase>; // what is common to all tables is all that is used

async function commonTables(source: Kysely<AnyDatabase>, target: Kysely<AnyDatabase>): Promise<string[]> {
  const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(target);
  const describe = async (db: Kysely<AnyDatabase>): Promise<string[]> =>
    (await db.introspection.getTables())
      .filter(({ isView, schema }) => !isView && (schema === undefined || schema === rows[0]?.schema))
      .map(
        ({ name, columns }) =>
          `${name}(${columns
            .map((column) => column.name)
            .sort()
            .join(', ')})`,
      )
      .sort();
  const [ours, theirs] = [await describe(source), await describe(target)];
  const different = [
    ...ours.filter((table) => !theirs.includes(table)),
    ...theirs.filter((table) => !ours.includes(table)),
  ];
  if (different.length > 0) throw new CopyRefusedError(`the databases differ in their tables: ${different.join('; ')}`);
  return ours.map((table) => table.slice(0, table.indexOf('(')));
}

async function references(target: Kysely<AnyDatabase>): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select own.relname as "table", other.relname as "to"
    from pg_constraint
      join pg_class own on own.oid = conrelid
      join pg_class other on other.oid = confrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace
  `.execute(target);
  return rows;
}

async function refuseNonEmpty(target: Kysely<AnyDatabase>, tables: readonly string[], place: string): Promise<void> {
  for (const name of tables) {
    if ((await target.selectFrom(name).selectAll().limit(1).execute()).length > 0) {
      throw new CopyRefusedError(
        `${place} is not empty: there are rows in ${name}; give a database that no server has used`,
      );
    }
  }
}

async function copyTable(source: Kysely<AnyDatabase>, target: Kysely<AnyDatabase>, name: string): Promise<CopiedTable> {
  const read = createRowDigest();
  let batch: Row[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await target.insertInto(name).values(batch).execute();
    batch = [];
  };
  for await (const row of source.selectFrom(name).selectAll().stream()) {
    read.add(row);
    batch.push(row);
    if (batch.length === rowsPerStatement) await flush();
  }
  await flush();
  const written = createRowDigest();
  await readBack(target, name, written);
  const [there, here] = [read.result(), written.result()];
  if (there.digest !== here.digest || there.rows !== here.rows) {
    throw new CopyRefusedError(`the copy of ${name} is not the same: ${there.rows} rows became ${here.rows}`);
  }
  return { name, ...here };
}

async function readBack(target: Kysely<AnyDatabase>, name: string, digest: RowDigest): Promise<void> {
  await sql`declare copied no scroll cursor for select * from ${sql.table(name)}`.execute(target);
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsPerStatement)} from copied`.execute(target);
    for (const row of rows) digest.add(row);
    if (rows.length < rowsPerStatement) break;
  }
  await sql`close copied`.execute(target);
}

/** Columns that PostgreSQL numbers go on after the highest number copied. */
async function advanceSequences(target: Kysely<AnyDatabase>, name: string): Promise<void> {
  const { rows } = await sql<{ column: string; sequence: string }>`
    select attname as "column", pg_get_serial_sequence(quote_ident(${name}), attname) as sequence
    from pg_attribute
    where attrelid = quote_ident(${name})::regclass and attnum > 0 and not attisdropped
      and pg_get_serial_sequence(quote_ident(${name}), attname) is not null
  `.execute(target);
  for (const { column, sequence } of rows) {
    await sql`
      select setval(${sequence}, coalesce(max(${sql.ref(column)}), 0) + 1, false) from ${sql.table(name)}
    `.execute(target);
  }
}
