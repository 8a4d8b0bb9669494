import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Applied migrations are never edited. */
export async function firstTables(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;

  await db.schema
    .createTable('installation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('master_key_id', 'text', (column) => column.notNull())
    .addColumn('sealed_secret', binary, (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('applications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('api_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('secret_hash', binary, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute();
  await db.schema.createIndex('api_keys_by_application').on('api_keys').columns(['application_id']).execute();

  await db.schema
    .createTable('data_keys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('master_key_id', 'text', (column) => column.notNull())
    .addColumn('wrapped_key', binary, (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('verifications')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('api_key_id', 'text', (column) => column.notNull().references('api_keys.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('failure_code', 'text')
    .addColumn('failure_subject', 'text')
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_result', binary)
    .addColumn('erased_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('verifications_by_application')
    .on('verifications')
    .columns(['application_id', 'created_at'])
    .execute();

  await db.schema
    .createTable('verification_lookups')
    .addColumn('verification_id', 'text', (column) => column.notNull().references('verifications.id'))
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('hash', binary, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('verification_lookups_by_hash')
    .on('verification_lookups')
    .columns(['application_id', 'name', 'hash'])
    .execute();
  await db.schema
    .createIndex('verification_lookups_by_verification')
    .on('verification_lookups')
    .columns(['verification_id'])
    .execute();
}
