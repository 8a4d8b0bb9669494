import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import { openInstallation } from '#adapters/sql/installation.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { sqlRateLimits } from '#adapters/sql/sql-rate-limits.js';
import { createSqlRecords } from '#adapters/sql/sql-records.js';
import type { Store } from '#ports/store.js';

/**
 * The store in a database that is up to date; closing it closes the database.
 * Throws `MasterKeyMismatchError` when its data was sealed under a master key that the ring does not have.
 */
export async function openSqlStore(
  { db, flavour, shared, purgeOldPages, check, close }: SqlDatabase,
  masterKeys: MasterKeyRing,
  nowEpochMs: number,
): Promise<Store> {
  const keyedHash = await openInstallation(db, masterKeys, nowEpochMs);
  return {
    records: createSqlRecords(db, { masterKey: masterKeys, keyedHash, flavour, purgeOldPages }),
    keyedHash,
    rateLimits: shared ? sqlRateLimits(db) : createMemoryRateLimits(),
    check,
    close,
  };
}
