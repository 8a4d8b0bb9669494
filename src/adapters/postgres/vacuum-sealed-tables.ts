import { sql, type Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';

/**
 * Frees what erased rows left behind in the tables that hold sealed values, wrapped keys or hashes, their indexes included.
 *
 * What this does: dead rows are no longer rows; no query can reach them, and their room is used again. What it cannot do:
 * PostgreSQL overwrites nothing. The bytes stay in the freed room of their page until something is written there, in the
 * write-ahead log until its files are recycled, in replicas and backups, and a row stays dead as long as an old
 * transaction could see it. So somebody with the files *and* the master key could open an erased record for a while. The
 * master key decides: it is not in the database, and once it is rotated and retired, every copy of a data key that it
 * wrapped is worthless, wherever it lies.
 */
export async function vacuumSealedTables(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select distinct c.relname as name
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
      and a.atttypid = 'bytea'::regtype and not a.attisdropped
  `.execute(db);
  if (rows.length === 0) return;
  // Without `index_cleanup on` a few dead entries, and the hashes in them, would be left for a later time.
  await sql`vacuum (index_cleanup on) ${sql.join(rows.map(({ name }) => sql.table(name)))}`.execute(db);
}
