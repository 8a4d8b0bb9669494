import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { keyBytes, open, seal } from '#adapters/sealing/envelope.js';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import type { Database } from '#adapters/sql/schema.js';

/** The record was sealed under a master key that this process does not have. */
export class MasterKeyMismatchError extends Error {
  override readonly name = 'MasterKeyMismatchError';
  constructor(
    readonly sealedUnder: string,
    readonly given: string,
  ) {
    super(`sealed under master key ${sealedUnder}, but the key given is ${given}`);
  }
}

const keyContext = (applicationId: string, id: string) =>
  ({ table: 'data_keys', column: 'wrapped_key', applicationId, id }) as const;

/** Makes the key of one new record and stores it wrapped. Fill `key` with zeros after use. */
export async function createDataKey(
  db: Kysely<Database>,
  masterKey: MasterKey,
  applicationId: string,
  createdAtEpochMs: number,
): Promise<{ id: string; key: Buffer }> {
  const id = randomUUID();
  const key = randomBytes(keyBytes);
  await db
    .insertInto('data_keys')
    .values({
      id,
      application_id: applicationId,
      master_key_id: masterKey.id,
      wrapped_key: seal(masterKey.wrappingKey, key, keyContext(applicationId, id)),
      created_at: createdAtEpochMs,
    })
    .execute();
  return { id, key };
}

/** The key of a stored record. Throws when it was destroyed, or wrapped by another master key. */
export async function openDataKey(
  db: Kysely<Database>,
  masterKey: MasterKey,
  applicationId: string,
  id: string,
): Promise<Buffer> {
  const row = await db
    .selectFrom('data_keys')
    .select(['master_key_id', 'wrapped_key'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (row.master_key_id !== masterKey.id) throw new MasterKeyMismatchError(row.master_key_id, masterKey.id);
  return open(masterKey.wrappingKey, row.wrapped_key, keyContext(applicationId, id));
}
