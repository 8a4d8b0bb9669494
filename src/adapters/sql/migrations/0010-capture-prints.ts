import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** By what pictures of sessions are known again in other sessions. Never edited once applied. */
export async function capturePrints(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;
  await db.schema
    .createTable('capture_prints')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('session_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_print', binary)
    .execute();
  await db.schema
    .createIndex('capture_prints_by_age')
    .on('capture_prints')
    .columns(['application_id', 'created_at'])
    .execute();
  await db.schema.createIndex('capture_prints_by_session').on('capture_prints').columns(['session_id']).execute();

  await db.schema
    .createTable('capture_print_values')
    .addColumn('print_id', 'text', (column) => column.notNull().references('capture_prints.id'))
    .addColumn('hash', binary, (column) => column.notNull())
    .execute();
  // The hash is over the application and the mode as well.
  await db.schema.createIndex('capture_print_values_by_hash').on('capture_print_values').columns(['hash']).execute();
  await db.schema
    .createIndex('capture_print_values_by_print')
    .on('capture_print_values')
    .columns(['print_id'])
    .execute();
}
