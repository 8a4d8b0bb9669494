import { sql, type RawBuilder } from 'kysely';

/** The few words in which the databases differ. Everything else is one SQL for both. */
export interface SqlFlavour {
  /** The column type of bytes. */
  readonly binary: 'blob' | RawBuilder<unknown>;
}

export const sqliteFlavour: SqlFlavour = { binary: sql`blob` };
