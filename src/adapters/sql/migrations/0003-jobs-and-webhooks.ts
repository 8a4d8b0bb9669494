import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Work for later; endpoints that are told of events, what they are told, and each attempt. Never edited once applied. */
export async function jobsAndWebhooks(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;

  // `available_at`: when it is due, or when the lease of whoever has it ends; null: given up.
  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('queue', 'text', (column) => column.notNull())
    .addColumn('unique_key', 'text')
    .addColumn('application_id', 'text', (column) => column.references('applications.id'))
    .addColumn('mode', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('available_at', 'bigint')
    .addColumn('claims', 'bigint', (column) => column.notNull())
    .addColumn('claim_id', 'text')
    .addColumn('worker_id', 'text')
    .addColumn('failed_at', 'bigint')
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_payload', binary)
    .addUniqueConstraint('jobs_unique_key', ['queue', 'unique_key'])
    .execute();
  await db.schema.createIndex('jobs_by_availability').on('jobs').columns(['queue', 'available_at']).execute();
  await db.schema.createIndex('jobs_by_failure').on('jobs').columns(['failed_at']).execute();

  await db.schema
    .createTable('webhook_endpoints')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('event_types', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('disabled_reason', 'text')
    .addColumn('disabled_at', 'bigint')
    .addColumn('failing_since', 'bigint')
    .addColumn('failures', 'bigint', (column) => column.notNull())
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_url', binary)
    .addColumn('sealed_secrets', binary)
    .execute();
  await db.schema
    .createIndex('webhook_endpoints_by_application')
    .on('webhook_endpoints')
    .columns(['application_id', 'mode', 'created_at'])
    .execute();

  await db.schema
    .createTable('webhook_callback_secrets')
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('shown_at', 'bigint')
    .addColumn('data_key_id', 'text', (column) => column.notNull().references('data_keys.id'))
    .addColumn('sealed_secrets', binary, (column) => column.notNull())
    .addPrimaryKeyConstraint('webhook_callback_secrets_key', ['application_id', 'mode'])
    .execute();

  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('endpoint_id', 'text', (column) => column.references('webhook_endpoints.id'))
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addColumn('event_type', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('subject_kind', 'text')
    .addColumn('subject_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('attempts_of_round', 'bigint', (column) => column.notNull())
    .addColumn('next_attempt_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .addColumn('erased_at', 'bigint')
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_request', binary)
    .execute();
  for (const [name, columns] of [
    ['webhook_deliveries_by_application', ['application_id', 'mode', 'created_at', 'id']],
    ['webhook_deliveries_by_endpoint', ['endpoint_id', 'created_at', 'id']],
    ['webhook_deliveries_by_subject', ['application_id', 'subject_kind', 'subject_id']],
    ['webhook_deliveries_by_settlement', ['settled_at']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on('webhook_deliveries')
      .columns([...columns])
      .execute();
  }

  await db.schema
    .createTable('webhook_attempts')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('delivery_id', 'text', (column) => column.notNull().references('webhook_deliveries.id'))
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('sealed_outcome', binary, (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('webhook_attempts_by_delivery')
    .on('webhook_attempts')
    .columns(['delivery_id', 'number'])
    .execute();

  // Deleting a data key looks for rows that name it: without these, in the whole of every table.
  for (const table of [
    'verifications',
    'idempotent_answers',
    'jobs',
    'webhook_endpoints',
    'webhook_callback_secrets',
    'webhook_deliveries',
  ]) {
    await db.schema.createIndex(`${table}_by_data_key`).on(table).columns(['data_key_id']).execute();
  }
}
