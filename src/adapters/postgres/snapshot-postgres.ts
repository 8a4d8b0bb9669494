import { sql } from 'kysely';
import { referenceOrder } from '#adapters/postgres/reference-order.js';
import {
  anyTables,
  commonTables,
  pourTable,
  references,
  rowsOfPostgres,
  rowsOfSqlite,
} from '#adapters/postgres/whole-tables.js';
import { migrateUpTo } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';

/**
 * Copies a PostgreSQL database, as it stands at one moment, into an empty SQLite database, beside whoever works on it.
 * `newestMigration`: where it stands; the copy stands there too. Every table is read back and compared by count and digest.
 * Throws `CopyRefusedError` where a table is not the same.
 */
export async function snapshotPostgres(
  from: SqlDatabase,
  into: SqlDatabase,
  { newestMigration, onTable }: { readonly newestMigration: string; readonly onTable: (name: string) => void },
): Promise<void> {
  await migrateUpTo(into.db, into.flavour, newestMigration);
  await from.unhurried((db) =>
    anyTables(db)
      .transaction()
      // One snapshot for all tables, which keeps nobody waiting.
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((source) =>
        anyTables(into.db)
          .transaction()
          .execute(async (target) => {
            // PostgreSQL gives the rows of a table in any order, also those that refer to others of it.
            await sql`pragma defer_foreign_keys = on`.execute(target);
            const tables = await commonTables(target, source);
            const all = await references(source);
            for (const name of referenceOrder(tables, all)) {
              onTable(name);
              // For a later copy to PostgreSQL, which wants to see a row before those that refer to it.
              const oldestFirst = all.some(({ table, to }) => table === name && to === name);
              const readBack = () => rowsOfSqlite(target, name);
              await pourTable(rowsOfPostgres(source, name, oldestFirst), { target, name, readBack });
            }
          }),
      ),
  );
}
