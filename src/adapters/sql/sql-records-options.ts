import type { MasterKey } from '#adapters/sealing/master-key.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

export interface SqlRecordsOptions {
  readonly masterKey: MasterKey;
  readonly keyedHash: KeyedHash;
  /** Called once erased rows are durable: removes old copies that the database still keeps in its log. */
  readonly purgeOldPages: () => Promise<void>;
}
