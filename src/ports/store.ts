import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';

/** What an installation remembers, opened. */
export interface Store {
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  close(): Promise<void>;
}
