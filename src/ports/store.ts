import type { KeyedHash } from '#ports/keyed-hash.js';
import type { RateLimits } from '#ports/rate-limits.js';
import type { Records } from '#ports/records.js';

/** What an installation remembers, opened. */
export interface Store {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  /** Of this process where it works alone, else of all that share the database. */
  readonly rateLimits: RateLimits;
  /**
   * Whether it answers, and has room to write to where that can be told without writing. Waits for no call's turn, and no
   * longer than some seconds. Throws `StorageUnavailableError`.
   */
  check(): Promise<'ok' | 'full'>;
  close(): Promise<void>;
}
