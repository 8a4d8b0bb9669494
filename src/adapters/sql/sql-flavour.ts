import { sql, type RawBuilder } from 'kysely';

/**
 * The few words in which the databases differ. Everything else is one SQL for both. Times are `bigint`: exact as numbers
 * until the year 287396; PostgreSQL's driver has to be told to give them as numbers.
 */
export interface SqlFlavour {
  /** The column type of bytes. */
  readonly binary: 'blob' | RawBuilder<unknown>;
}

export const sqliteFlavour: SqlFlavour = { binary: sql`blob` };
export const postgresFlavour: SqlFlavour = { binary: sql`bytea` };
