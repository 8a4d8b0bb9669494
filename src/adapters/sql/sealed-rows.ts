import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { keyBytes, open, seal } from '#adapters/sealing/envelope.js';
import type { MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import type { Database } from '#adapters/sql/schema.js';

/** The record was sealed under a master key that this process does not have. */
export class MasterKeyMismatchError extends Error {
  override readonly name = 'MasterKeyMismatchError';
  constructor(
    readonly sealedUnder: string,
    /** Ids of the keys that it has. */
    readonly given: readonly string[],
  ) {
    super(`sealed under master key ${sealedUnder}, but given is ${given.join(', ')}`);
  }
}

/** The key of that id. Throws `MasterKeyMismatchError` where the ring does not have it, also not when it looks again. */
export async function requireMasterKey(ring: MasterKeyRing, id: string): Promise<MasterKey> {
  const key = await ring.find(id);
  if (key === null) {
    throw new MasterKeyMismatchError(
      id,
      ring.keys().map((known) => known.id),
    );
  }
  return key;
}

/** What a wrapped data key is bound to. */
export const dataKeyContext = (applicationId: string, id: string) =>
  ({ table: 'data_keys', column: 'wrapped_key', applicationId, id }) as const;

/** How often a rotation may come between; twice in one call is already past belief. */
const mostTries = 3;

/**
 * Makes the key of one new record and stores it wrapped. Fill `key` with zeros after use.
 *
 * It is wrapped by the master key that the installation's row names, and the database refuses any other: a process that
 * has not heard of a rotation could else wrap by a key that has been retired meanwhile, and lose the record with it.
 * Throws `MasterKeyMismatchError` where the ring does not have that key.
 */
export async function createDataKey(
  db: Kysely<Database>,
  masterKeys: MasterKeyRing,
  applicationId: string,
  createdAtEpochMs: number,
): Promise<{ id: string; key: Buffer }> {
  const id = randomUUID();
  const key = randomBytes(keyBytes);
  let masterKey = masterKeys.keys()[0]!; // a ring holds at least one
  for (let tries = 1; tries <= mostTries; tries++) {
    const wrapped = seal(masterKey.wrappingKey, key, dataKeyContext(applicationId, id));
    if (await insertIfCurrent(db, { id, applicationId, masterKeyId: masterKey.id, wrapped, createdAtEpochMs })) {
      return { id, key };
    }
    masterKey = await requireMasterKey(masterKeys, await currentMasterKeyId(db));
  }
  throw new Error('the master key was changed again and again');
}

async function insertIfCurrent(
  db: Kysely<Database>,
  row: { id: string; applicationId: string; masterKeyId: string; wrapped: Buffer; createdAtEpochMs: number },
): Promise<boolean> {
  const result = await db
    .insertInto('data_keys')
    .columns(['id', 'application_id', 'master_key_id', 'wrapped_key', 'created_at'])
    .expression(
      db
        .selectNoFrom((value) => [
          value.val(row.id).as('id'),
          value.val(row.applicationId).as('application_id'),
          value.val(row.masterKeyId).as('master_key_id'),
          value.val(row.wrapped).as('wrapped_key'),
          value.val(row.createdAtEpochMs).as('created_at'),
        ])
        .where((where) =>
          where.not(
            where.exists(
              where.selectFrom('installation').select('installation.id').where('master_key_id', '<>', row.masterKeyId),
            ),
          ),
        ),
    )
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

async function currentMasterKeyId(db: Kysely<Database>): Promise<string> {
  const row = await db.selectFrom('installation').select('master_key_id').executeTakeFirstOrThrow();
  return row.master_key_id;
}

/** The key of a stored record. Throws when it was destroyed, or wrapped by a master key that the ring does not have. */
export async function openDataKey(
  db: Kysely<Database>,
  masterKeys: MasterKeyRing,
  applicationId: string,
  id: string,
): Promise<Buffer> {
  const row = await db
    .selectFrom('data_keys')
    .select(['master_key_id', 'wrapped_key'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return unwrapDataKey(masterKeys, { id, application_id: applicationId, ...row });
}

/** The key in a row that was selected together with what it sealed. Throws when the ring lacks the key that wrapped it. */
export async function unwrapDataKey(
  masterKeys: MasterKeyRing,
  row: Pick<Selectable<Database['data_keys']>, 'id' | 'application_id' | 'master_key_id' | 'wrapped_key'>,
): Promise<Buffer> {
  const { wrappingKey } = await requireMasterKey(masterKeys, row.master_key_id);
  return open(wrappingKey, row.wrapped_key, dataKeyContext(row.application_id, row.id));
}
