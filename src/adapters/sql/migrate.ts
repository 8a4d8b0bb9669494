import { Migrator, type Kysely, type Migration } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';
import { firstTables } from '#adapters/sql/migrations/0001-first-tables.js';
import { audit } from '#adapters/sql/migrations/0007-audit.js';
import { reviewsAndContext } from '#adapters/sql/migrations/0008-reviews-and-context.js';
import { platform } from '#adapters/sql/migrations/0002-platform.js';
import { sessions } from '#adapters/sql/migrations/0006-sessions.js';

/** The one migration history, oldest first. Names decide the order and never change. */
const migrations: Readonly<Record<string, (db: Kysely<unknown>, flavour: SqlFlavour) => Promise<void>>> = {
  '0001-first-tables': firstTables,
  '0002-platform': platform,
  '0006-sessions': sessions,
  '0007-audit': audit,
  '0008-reviews-and-context': reviewsAndContext,
};

/** Brings the database up to date; all pending migrations become durable together. Throws when one fails. */
export async function migrate(db: Kysely<Database>, flavour: SqlFlavour): Promise<void> {
  const bound = Object.fromEntries(
    Object.entries(migrations).map(([name, up]): [string, Migration] => [name, { up: (into) => up(into, flavour) }]),
  );
  const migrator = new Migrator({ db, provider: { getMigrations: async () => bound } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('migration failed', { cause: error });
}
