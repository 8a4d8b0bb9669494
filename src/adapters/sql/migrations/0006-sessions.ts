import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Sessions of the hosted pages and by what they are found again. Never edited once applied. */
export async function sessions(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;

  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('api_key_id', 'text', (column) => column.notNull().references('api_keys.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('token_hash', binary, (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('next_step', 'text')
    .addColumn('need_captcha', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('unusable_pictures', 'bigint', (column) => column.notNull())
    .addColumn('work_id', 'text')
    .addColumn('work_until', 'bigint')
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('failure_code', 'text')
    .addColumn('claim', 'text', (column) => column.notNull())
    .addColumn('consented_at', 'bigint')
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_personal', binary)
    .addColumn('erased_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('sessions_by_application')
    .on('sessions')
    .columns(['application_id', 'mode', 'created_at'])
    .execute();
  // The sweep of what expires looks for rows without an end, the sweep of what is old for those with one.
  await db.schema.createIndex('sessions_by_expiry').on('sessions').columns(['ended_at', 'expires_at']).execute();

  await db.schema
    .createTable('session_lookups')
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id'))
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('hash', binary, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('session_lookups_by_hash')
    .on('session_lookups')
    .columns(['application_id', 'name', 'hash'])
    .execute();
  await db.schema.createIndex('session_lookups_by_session').on('session_lookups').columns(['session_id']).execute();
}
