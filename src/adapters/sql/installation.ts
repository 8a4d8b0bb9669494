import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { keyBytes, open, seal } from '#adapters/sealing/envelope.js';
import { createKeyedHash } from '#adapters/sealing/keyed-hash.js';
import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { Database } from '#adapters/sql/schema.js';
import { requireMasterKey } from '#adapters/sql/sealed-rows.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

const rowId = 'self';
/** What the sealed secret is bound to. */
export const installationContext = {
  table: 'installation',
  column: 'sealed_secret',
  applicationId: '',
  id: rowId,
} as const;

/** The installation's row; undefined where nothing was ever stored in this database. */
export const findInstallation = (db: Kysely<Database>) =>
  db.selectFrom('installation').select(['master_key_id', 'sealed_secret']).where('id', '=', rowId).executeTakeFirst();

/**
 * The keyed hash of this installation. Its secret is random, sealed by the master key, and made on the first start;
 * it does not derive from the master key, so that rotating that leaves every stored hash valid.
 * Throws `MasterKeyMismatchError` when the data was sealed under a master key that the ring does not have.
 */
export async function openInstallation(
  db: Kysely<Database>,
  masterKeys: MasterKeyRing,
  nowEpochMs: number,
): Promise<KeyedHash> {
  const row = (await findInstallation(db)) ?? (await makeInstallation(db, masterKeys, nowEpochMs));
  const { wrappingKey } = await requireMasterKey(masterKeys, row.master_key_id);
  return createKeyedHash(open(wrappingKey, row.sealed_secret, installationContext));
}

/** Makes the row, or finds that of another process that was first. */
async function makeInstallation(db: Kysely<Database>, masterKeys: MasterKeyRing, nowEpochMs: number) {
  const newest = masterKeys.keys()[0]!; // a ring holds at least one
  await db
    .insertInto('installation')
    .values({
      id: rowId,
      created_at: nowEpochMs,
      master_key_id: newest.id,
      sealed_secret: seal(newest.wrappingKey, randomBytes(keyBytes), installationContext),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  const row = await findInstallation(db);
  if (row === undefined) throw new Error('the installation was not stored');
  return row;
}
