import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** Settings and balances, key rotation, dialects, idempotent answers, usage, rate limits. Never edited once applied. */
export async function platform(db: Kysely<unknown>, flavour: SqlFlavour): Promise<void> {
  const { binary } = flavour;

  const applications = db.schema.alterTable('applications');
  await applications.addColumn('settings', 'text', (column) => column.notNull().defaultTo('{}')).execute();
  await applications.addColumn('token_balance', 'bigint', (column) => column.notNull().defaultTo(0)).execute();
  await db.schema
    .alterTable('api_keys')
    .addColumn('succeeds_key_id', 'text', (column) => column.references('api_keys.id'))
    .execute();
  const verifications = db.schema.alterTable('verifications');
  await verifications.addColumn('dialect', 'text', (column) => column.notNull().defaultTo('ooto')).execute();
  await verifications.addColumn('session_id', 'text').execute();
  await verifications.addColumn('failure_detail', 'text').execute();

  await db.schema
    .createTable('idempotent_answers')
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('key_hash', binary, (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('claim_id', 'text', (column) => column.notNull())
    .addColumn('lease_until', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_answer', binary)
    .addPrimaryKeyConstraint('idempotent_answers_key', ['application_id', 'mode', 'key_hash'])
    .execute();
  await db.schema
    .createIndex('idempotent_answers_by_expiry')
    .on('idempotent_answers')
    .columns(['expires_at'])
    .execute();

  await db.schema
    .createTable('usage')
    .addColumn('application_id', 'text', (column) => column.notNull().references('applications.id'))
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('api_key_id', 'text', (column) => column.notNull().references('api_keys.id'))
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('calls', 'bigint', (column) => column.notNull())
    .addColumn('tokens', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('usage_key', ['application_id', 'day', 'mode', 'api_key_id', 'operation'])
    .execute();

  // `theoretical_arrival`: microseconds since 1970, see sql-rate-limits.ts.
  await db.schema
    .createTable('rate_limits')
    .addColumn('subject', 'text', (column) => column.primaryKey())
    .addColumn('theoretical_arrival', 'bigint', (column) => column.notNull())
    .execute();
}
