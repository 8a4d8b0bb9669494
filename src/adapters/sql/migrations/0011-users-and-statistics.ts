import type { Kysely } from 'kysely';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/**
 * Users of the dashboard and their sessions; votes of reviewers; what of a verification can be listed and counted without
 * opening it. Never edited once applied.
 */
export async function usersAndStatistics(db: Kysely<unknown>, { binary }: SqlFlavour): Promise<void> {
  await db.schema
    .createTable('users')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('identity_hash', binary, (column) => column.notNull().unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('disabled_at', 'bigint')
    .addColumn('last_sign_in_at', 'bigint')
    .addColumn('invitation_hash', binary, (column) => column.unique())
    .addColumn('invitation_expires_at', 'bigint')
    .addColumn('last_code_step', 'bigint', (column) => column.notNull())
    .addColumn('grants', 'text', (column) => column.notNull())
    .addColumn('sealed_profile', binary, (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sign_in_tries')
    .addColumn('identity_hash', binary, (column) => column.primaryKey())
    .addColumn('tries', 'bigint', (column) => column.notNull())
    .addColumn('last_try_at', 'bigint', (column) => column.notNull())
    .addColumn('locked_until', 'bigint')
    .execute();
  await db.schema
    .createTable('user_recovery_codes')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('hash', binary, (column) => column.notNull())
    .addPrimaryKeyConstraint('user_recovery_codes_key', ['user_id', 'hash'])
    .execute();
  await db.schema
    .createTable('user_sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('secret_hash', binary, (column) => column.notNull().unique())
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('sealed_origin', binary, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('user_sessions_by_user').on('user_sessions').columns(['user_id']).execute();
  await db.schema.createIndex('user_sessions_by_expiry').on('user_sessions').columns(['expires_at']).execute();

  await db.schema
    .createTable('review_votes')
    .addColumn('verification_id', 'text', (column) => column.notNull().references('reviews.verification_id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('decision', 'text', (column) => column.notNull())
    .addColumn('voted_at', 'bigint', (column) => column.notNull())
    .addColumn('data_key_id', 'text', (column) => column.references('data_keys.id'))
    .addColumn('sealed_words', binary)
    .addPrimaryKeyConstraint('review_votes_key', ['verification_id', 'user_id'])
    .execute();

  await db.schema.alterTable('verifications').addColumn('decision', 'text').execute();
  await db.schema.alterTable('verifications').addColumn('reasons', 'text').execute();
  await db.schema.alterTable('verifications').addColumn('duration_ms', 'bigint').execute();
  await db.schema
    .createIndex('verifications_counted')
    .on('verifications')
    .columns(['application_id', 'mode', 'created_at', 'status', 'decision', 'duration_ms', 'operation'])
    .execute();
  await db.schema
    .createIndex('audit_entries_by_target')
    .on('audit_entries')
    .columns(['log', 'target', 'sequence'])
    .execute();
}
