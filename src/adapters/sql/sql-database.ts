import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';

/** An open database of either kind, before it is known whose data it holds. */
export interface SqlDatabase {
  readonly db: Kysely<Database>;
  readonly flavour: SqlFlavour;
  /** Where it lies, for the operator's eyes; without credentials. */
  readonly place: string;
  /** Whether several servers may work on it. */
  readonly shared: boolean;
  /** Runs what may take longer than a request may: migrations, maintenance. */
  readonly unhurried: <T>(work: (db: Kysely<Database>) => Promise<T>) => Promise<T>;
  /** Removes old copies of erased rows, as far as the database lets one. Never throws: the erasure holds without it. */
  readonly purgeOldPages: () => Promise<void>;
  /** See `Store`. */
  readonly check: () => Promise<'ok' | 'full'>;
  readonly close: () => Promise<void>;
}
