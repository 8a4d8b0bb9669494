import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** The audit logs. `log` is an application's id, or empty for the installation's. Never edited once applied. */
export async function audit(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;
  await db.schema
    .createTable('audit_entries')
    .addColumn('log', 'text', (column) => column.notNull())
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('mode', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('target', 'text')
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('hash', binary, (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_entries_key', ['log', 'sequence'])
    .execute();
  await db.schema
    .createTable('audit_heads')
    .addColumn('log', 'text', (column) => column.primaryKey())
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('hash', binary, (column) => column.notNull())
    .addColumn('end_mark', binary, (column) => column.notNull())
    .execute();
}
