import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Files; what a stored answer is about; verifications by session and by age. Never edited once applied. */
export async function files(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;

  await db.schema
    .createTable('files')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('class', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('size_bytes', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('verification_id', 'text')
    .addColumn('session_id', 'text')
    .addColumn('template_id', 'text')
    .addColumn('blob_name', 'text', (column) => column.notNull().unique())
    .addColumn('data_key_id', 'text', (column) => column.notNull().references('data_keys.id'))
    .addColumn('sealed_secrets', binary, (column) => column.notNull())
    .execute();
  for (const link of ['verification_id', 'session_id', 'template_id']) {
    await db.schema.createIndex(`files_by_${link}`).on('files').columns([link]).execute();
  }
  await db.schema.createIndex('files_by_expiry').on('files').columns(['expires_at']).execute();
  await db.schema.createIndex('files_by_age').on('files').columns(['application_id', 'class', 'created_at']).execute();

  await db.schema
    .createTable('file_uses')
    .addColumn('file_id', 'text', (column) => column.notNull().references('files.id'))
    .addColumn('verification_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_uses_key', ['file_id', 'verification_id'])
    .execute();
  await db.schema.createIndex('file_uses_by_verification').on('file_uses').columns(['verification_id']).execute();

  const answers = db.schema.alterTable('idempotent_answers');
  await answers.addColumn('subject_kind', 'text').execute();
  await answers.addColumn('subject_id', 'text').execute();
  await db.schema
    .createIndex('idempotent_answers_by_subject')
    .on('idempotent_answers')
    .columns(['application_id', 'subject_id'])
    .execute();
  await db.schema
    .createIndex('verifications_of_session')
    .on('verifications')
    .columns(['application_id', 'session_id'])
    .execute();
}
