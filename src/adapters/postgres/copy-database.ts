import { sql, type Kysely } from 'kysely';
import { referenceOrder } from '#adapters/postgres/reference-order.js';
import {
  anyTables,
  commonTables,
  CopyRefusedError,
  pourTable,
  references,
  rowsOfPostgres,
  rowsOfSqlite,
  type AnyDatabase,
  type CopiedTable,
} from '#adapters/postgres/whole-tables.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';

/**
 * Copies every table of a SQLite database into an empty PostgreSQL database, both at the same migration, in one transaction, and
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
              const readBack = () => rowsOfPostgres(target, name);
              copied.push(await pourTable(rowsOfSqlite(source, name), { target, name, readBack }));
              await advanceSequences(target, name);
            }
            return copied;
          }),
      ),
    );
}

/** Throws `CopyRefusedError` where a PostgreSQL database, as it is, holds an installation. Changes nothing. */
export async function refuseUsedDatabase({ db, place }: SqlDatabase): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('installation') is not null as there`.execute(db);
  if (rows[0]?.there === true) await refuseNonEmpty(anyTables(db), ['installation', 'applications'], place);
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
