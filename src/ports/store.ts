import type { KeyedHash } from '#ports/keyed-hash.js';
import type { RateLimits } from '#ports/rate-limits.js';
import type { Records } from '#ports/records.js';

/** What an installation remembers, opened. */
export interface Store {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  /** Of this process where it works alone, else of all that share the database. */
  readonly rateLimits: RateLimits;
  close(): Promise<void>;
}
