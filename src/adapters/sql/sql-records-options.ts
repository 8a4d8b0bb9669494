import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { SqlFlavour } from '#adapters/sql/sql-flavour.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

export interface SqlRecordsOptions {
  readonly masterKey: MasterKeyRing;
  readonly keyedHash: KeyedHash;
  readonly flavour: SqlFlavour;
  /** Called once erased rows are durable: removes old copies that the database still keeps in its log. */
  readonly purgeOldPages: () => Promise<void>;
}
