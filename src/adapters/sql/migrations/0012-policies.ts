import type { Kysely } from 'kysely';

/** What calibrations found. Counts and digests, nothing about a person. Never edited once applied. */
export async function policies(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('policies')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('policies_key', ['name', 'version'])
    .execute();
}
