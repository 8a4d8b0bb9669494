import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Whose verification it is, and cases for a reviewer. Never edited once applied. */
export async function reviewsAndContext(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;
  await db.schema.alterTable('verifications').addColumn('sealed_context', binary).execute();
  await db.schema
    .createTable('reviews')
    .addColumn('verification_id', 'text', (column) => column.primaryKey().references('verifications.id'))
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('decided_at', 'bigint')
    .addColumn('decision', 'text')
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_words', binary)
    .execute();
  await db.schema
    .createIndex('reviews_waiting')
    .on('reviews')
    .columns(['application_id', 'mode', 'decided_at', 'opened_at'])
    .execute();
}
