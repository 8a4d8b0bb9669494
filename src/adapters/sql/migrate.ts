import { Migrator, type Kysely, type Migration } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';
import { firstTables } from '#adapters/sql/migrations/0001-first-tables.js';
import { audit } from '#adapters/sql/migrations/0007-audit.js';
import { reviewsAndContext } from '#adapters/sql/migrations/0008-reviews-and-context.js';
import { capturePrints } from '#adapters/sql/migrations/0010-capture-prints.js';
import { platform } from '#adapters/sql/migrations/0002-platform.js';
import { jobsAndWebhooks } from '#adapters/sql/migrations/0003-jobs-and-webhooks.js';
import { files } from '#adapters/sql/migrations/0004-files.js';
import { templates } from '#adapters/sql/migrations/0005-templates.js';
import { sessions } from '#adapters/sql/migrations/0006-sessions.js';
import { policies } from '#adapters/sql/migrations/0012-policies.js';
import { servedRecogniser } from '#adapters/sql/migrations/0013-served-recogniser.js';
import { faultsAndKeyIndexes } from '#adapters/sql/migrations/0014-faults-and-key-indexes.js';
import { usersAndStatistics } from '#adapters/sql/migrations/0011-users-and-statistics.js';

/** The one migration history, oldest first. Names decide the order and never change. */
const migrations: Readonly<Record<string, (db: Kysely<unknown>, flavour: SqlFlavour) => Promise<void>>> = {
  '0001-first-tables': firstTables,
  '0002-platform': platform,
  '0003-jobs-and-webhooks': jobsAndWebhooks,
  '0004-files': files,
  '0005-templates': templates,
  '0006-sessions': sessions,
  '0007-audit': audit,
  '0008-reviews-and-context': reviewsAndContext,
  '0010-capture-prints': capturePrints,
  '0011-users-and-statistics': usersAndStatistics,
  '0012-policies': policies,
  '0013-served-recogniser': servedRecogniser,
  '0014-faults-and-key-indexes': faultsAndKeyIndexes,
};

/** The database was brought up to date by a newer Bonafide than this one. */
export class DatabaseTooNewError extends Error {
  override readonly name = 'DatabaseTooNewError';
  constructor(readonly migration: string) {
    super(`migration ${migration} is not known here`);
  }
}

export interface MigrationStatus {
  readonly name: string;
  /** Null: it is pending. */
  readonly appliedAt: Date | null;
}

/**
 * Brings the database up to date and gives the names of what it applied; all pending migrations become durable together.
 * Processes that start at once wait for each other: on PostgreSQL for an advisory lock, on SQLite for the write lock.
 * Throws when one fails, and `DatabaseTooNewError`. `upTo`: the last to apply; tests of upgrades make old databases by it.
 */
export async function migrate(
  db: Kysely<Database>,
  flavour: SqlFlavour,
  { upTo }: { readonly upTo?: string } = {},
): Promise<string[]> {
  await migrationStatus(db, flavour);
  const migrator = migratorOf(db, flavour);
  const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo));
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
  return (results ?? []).map(({ migrationName }) => migrationName);
}

/** Every migration, oldest first. Changes nothing. Throws `DatabaseTooNewError`. */
export async function migrationStatus(db: Kysely<Database>, flavour: SqlFlavour): Promise<MigrationStatus[]> {
  const known = await migratorOf(db, flavour).getMigrations();
  const unknown = (await appliedNames(db)).find((name) => !(name in migrations));
  if (unknown !== undefined) throw new DatabaseTooNewError(unknown);
  return known.map(({ name, executedAt }) => ({ name, appliedAt: executedAt ?? null }));
}

/** Where a database stands; null: it has no tables. */
export const newestOf = (migrations: readonly MigrationStatus[]): string | null =>
  migrations.findLast(({ appliedAt }) => appliedAt !== null)?.name ?? null;

function migratorOf(db: Kysely<Database>, flavour: SqlFlavour): Migrator {
  const bound = Object.fromEntries(
    Object.entries(migrations).map(([name, up]): [string, Migration] => [name, { up: (into) => up(into, flavour) }]),
  );
  return new Migrator({ db, provider: { getMigrations: async () => bound } });
}

/**
 * Brings an empty database to where another one stands whose newest migration is `name`, for a copy of it as it is.
 * Throws when one fails.
 */
export async function migrateUpTo(db: Kysely<Database>, flavour: SqlFlavour, name: string): Promise<void> {
  const { error } = await migratorOf(db, flavour).migrateTo(name);
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}

/** The names of what was applied to a database, in no particular order; also of what is not known here. */
export async function appliedNames(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const rows = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>) // Kysely's own table, none of ours
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
