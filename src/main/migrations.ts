import type { MigrationStatus } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { migrateDatabase, migrationsOf, openConfiguredDatabase } from '#main/open-database.js';
import { readProcessConfig } from '#main/process-config.js';

export type { MigrationStatus };

/** Brings the configured database up to date; gives the names of what was applied. Throws `StartUpError`. */
export const migrateConfigured = (): Promise<{ place: string; applied: string[] }> =>
  withDatabase(async (database) => ({ place: database.place, applied: await migrateDatabase(database) }));

/** Every migration and when it was applied to the configured database. Throws `StartUpError`. */
export const configuredMigrations = (): Promise<{ place: string; migrations: MigrationStatus[] }> =>
  withDatabase(async (database) => ({ place: database.place, migrations: await migrationsOf(database) }));

async function withDatabase<T>(work: (database: SqlDatabase) => Promise<T>): Promise<T> {
  const database = await openConfiguredDatabase(readProcessConfig().config);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
