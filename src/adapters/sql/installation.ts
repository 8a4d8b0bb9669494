import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { keyBytes, open, seal } from '#adapters/sealing/envelope.js';
import { createKeyedHash } from '#adapters/sealing/keyed-hash.js';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import type { Database } from '#adapters/sql/schema.js';
import { MasterKeyMismatchError } from '#adapters/sql/sealed-rows.js';
import type { KeyedHash } from '#ports/keyed-hash.js';

const rowId = 'self';
const context = { table: 'installation', column: 'sealed_secret', applicationId: '', id: rowId } as const;

/**
 * The keyed hash of this installation. Its secret is random, sealed by the master key, and made on the first start;
 * it does not derive from the master key, so that rotating that leaves every stored hash valid.
 * Throws `MasterKeyMismatchError` when the data was sealed under another master key.
 */
export async function openInstallation(
  db: Kysely<Database>,
  masterKey: MasterKey,
  nowEpochMs: number,
): Promise<KeyedHash> {
  const secret = await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('installation')
      .select(['master_key_id', 'sealed_secret'])
      .where('id', '=', rowId)
      .executeTakeFirst();
    if (row !== undefined) {
      if (row.master_key_id !== masterKey.id) throw new MasterKeyMismatchError(row.master_key_id, masterKey.id);
      return open(masterKey.wrappingKey, row.sealed_secret, context);
    }
    const fresh = randomBytes(keyBytes);
    await transaction
      .insertInto('installation')
      .values({
        id: rowId,
        created_at: nowEpochMs,
        master_key_id: masterKey.id,
        sealed_secret: seal(masterKey.wrappingKey, fresh, context),
      })
      .execute();
    return fresh;
  });
  return createKeyedHash(secret);
}
