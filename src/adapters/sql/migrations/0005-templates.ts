import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Enrolled people, their pictures' vectors, and the numbers that order every change. Never edited once applied. */
export async function templates(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;

  // At most one row, made with the first template: taking a number from it lets one writer of templates in at a time.
  await db.schema
    .createTable('template_numbers')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('last', 'bigint', (column) => column.notNull())
    .addColumn('swept', 'bigint', (column) => column.notNull())
    .execute();

  await db.schema
    .createTable('templates')
    .addColumn('number', 'bigint', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('id_hash', binary, (column) => column.notNull())
    .addColumn('user_hash', binary)
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('change_number', 'bigint', (column) => column.notNull())
    .addColumn('data_key_id', 'text', (column) => column.notNull().references('data_keys.id'))
    .addColumn('sealed_description', binary, (column) => column.notNull())
    .addUniqueConstraint('templates_id', ['application_id', 'mode', 'id_hash'])
    .execute();
  await db.schema.createIndex('templates_by_change').on('templates').columns(['change_number']).execute();
  await db.schema
    .createIndex('templates_by_age')
    .on('templates')
    .columns(['application_id', 'mode', 'created_at', 'id_hash'])
    .execute();
  await db.schema
    .createIndex('templates_by_user')
    .on('templates')
    .columns(['application_id', 'mode', 'user_hash'])
    .execute();

  await db.schema
    .createTable('template_samples')
    .addColumn('number', 'bigint', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('template_number', 'bigint', (column) => column.notNull().references('templates.number'))
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('quality', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('image_file_id', 'text')
    .addColumn('sealed_vector', binary, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('template_samples_by_template')
    .on('template_samples')
    .columns(['template_number'])
    .execute();

  await db.schema
    .createTable('template_deletions')
    .addColumn('change_number', 'bigint', (column) => column.primaryKey())
    .addColumn('template_number', 'bigint', (column) => column.notNull())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('deleted_at', 'bigint', (column) => column.notNull())
    .execute();
}
