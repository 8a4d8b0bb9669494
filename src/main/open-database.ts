import { openPostgresDatabase } from '#adapters/postgres/open-postgres-database.js';
import { PostgresUnusableError } from '#adapters/postgres/postgres-error.js';
import { DatabaseTooNewError, migrate, migrationStatus, type MigrationStatus } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import type { Config } from '#main/config.js';
import { isAccessProblem, StartUpError, startUpErrorOf } from '#main/start-up-error.js';

type DatabaseConfig = Pick<Config, 'dataDirectory' | 'database'>;

/** Opens the configured database as it is. Throws `StartUpError` where that cannot be done. */
export async function openConfiguredDatabase({ dataDirectory, database }: DatabaseConfig): Promise<SqlDatabase> {
  try {
    return database.kind === 'postgres' ? await openPostgresDatabase(database) : openSqliteDatabase(dataDirectory);
  } catch (error) {
    throw explainDatabaseError(error, dataDirectory);
  }
}

/** Brings a database up to date; gives the names of what was applied. Throws `StartUpError`. */
export async function migrateDatabase({ flavour, place, unhurried }: SqlDatabase): Promise<string[]> {
  try {
    return await unhurried((db) => migrate(db, flavour));
  } catch (error) {
    throw explainDatabaseError(error, place);
  }
}

/** Every migration, oldest first. Changes nothing. Throws `StartUpError`. */
export async function migrationsOf({ db, flavour, place }: SqlDatabase): Promise<MigrationStatus[]> {
  try {
    return await migrationStatus(db, flavour);
  } catch (error) {
    throw explainDatabaseError(error, place);
  }
}

/**
 * For commands that run beside servers: makes the tables of a database that has none, and refuses one that an older version
 * made, which its servers may be working on. Throws `StartUpError`.
 */
export async function refuseOlderDatabase(database: SqlDatabase): Promise<void> {
  const migrations = await migrationsOf(database);
  const pending = migrations.filter(({ appliedAt }) => appliedAt === null).length;
  if (pending > 0 && pending < migrations.length) {
    throw new StartUpError(
      `the database in ${database.place} is of an older Bonafide, ${pending} migrations behind; start the server of this version, or run bonafide migrate`,
    );
  }
  if (pending > 0) await migrateDatabase(database);
}

/** `StartUpError` for what the operator can mend, else the error itself. */
export function explainDatabaseError(error: unknown, place: string): unknown {
  if (error instanceof PostgresUnusableError) return startUpErrorOf(error);
  if (error instanceof DatabaseTooNewError) {
    return new StartUpError(
      `the database in ${place} was brought up to date by a newer Bonafide (${error.migration}); use that one`,
      { cause: error },
    );
  }
  if (isAccessProblem(error)) {
    return new StartUpError(`the data directory ${place} cannot be used (${error.code})`, { cause: error });
  }
  return error;
}
