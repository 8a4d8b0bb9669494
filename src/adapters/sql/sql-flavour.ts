import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';

/**
 * The few words in which the databases differ. Everything else is one SQL for both. Times are `bigint`: exact as numbers
 * until the year 287396; PostgreSQL's driver has to be told to give them as numbers.
 */
export interface SqlFlavour {
  /** The column type of bytes. */
  readonly binary: 'blob' | RawBuilder<unknown>;
  /**
   * As the first statement of a transaction: waits for those who are writing to `table`, and keeps others from it until
   * the transaction ends. On SQLite beginning one has done that.
   */
  readonly holdWriters: (transaction: Kysely<Database>, table: keyof Database) => Promise<void>;
  /**
   * At the end of a `select` inside a transaction: locks its rows and passes over those that others have locked. SQLite
   * has one writer at a time, and its transactions take that lock when they begin.
   */
  readonly lockFreeRows: RawBuilder<unknown>;
}

export const sqliteFlavour: SqlFlavour = {
  binary: sql`blob`,
  holdWriters: async () => undefined,
  lockFreeRows: sql``,
};

export const postgresFlavour: SqlFlavour = {
  binary: sql`bytea`,
  async holdWriters(transaction, table) {
    await sql`lock table ${sql.table(table)} in share mode`.execute(transaction);
  },
  lockFreeRows: sql`for update skip locked`,
};
