import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { openJson, sealJson } from '#adapters/sql/sealed-json.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { Owner } from '#ports/records.js';
import { signingSecretsSchema, type CallbackSecretRecords, type SigningSecrets } from '#ports/webhook-records.js';

export function sqlCallbackSecrets(db: Kysely<Database>, { masterKey }: SqlRecordsOptions): CallbackSecretRecords {
  const inTransaction = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  async function find(db: Kysely<Database>, owner: Owner): Promise<SigningSecrets | null> {
    const row = await at(db.selectFrom('webhook_callback_secrets'), owner)
      .select(['data_key_id', 'sealed_secrets'])
      .executeTakeFirst();
    if (row === undefined) return null;
    const key = await openDataKey(db, masterKey, owner.applicationId, row.data_key_id);
    const secrets = signingSecretsSchema.parse(openJson(key, row.sealed_secrets, contextOf(owner)));
    key.fill(0);
    return secrets;
  }

  async function insert(db: Kysely<Database>, owner: Owner, secrets: SigningSecrets, atEpochMs: number): Promise<void> {
    const { id, key } = await createDataKey(db, masterKey, owner.applicationId, atEpochMs);
    const sealed = sealJson(key, secrets, contextOf(owner));
    key.fill(0);
    const { applicationId: application_id, mode } = owner;
    const inserted = await db
      .insertInto('webhook_callback_secrets')
      .values({
        application_id,
        mode,
        created_at: atEpochMs,
        shown_at: null,
        data_key_id: id,
        sealed_secrets: sealed,
      })
      .onConflict((conflict) => conflict.columns(['application_id', 'mode']).doNothing())
      .executeTakeFirst();
    // Somebody else was faster: their secrets hold.
    if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n)
      await db.deleteFrom('data_keys').where('id', '=', id).execute();
  }

  return {
    ensure: (owner, fresh, atEpochMs) =>
      inTransaction(async (inside) => {
        const found = await find(inside, owner);
        if (found !== null) return found;
        await insert(inside, owner, fresh, atEpochMs);
        const stored = await find(inside, owner);
        if (stored === null) throw new Error('the secrets were just stored');
        return stored;
      }),

    replace: (owner, secrets, atEpochMs) =>
      inTransaction(async (inside) => {
        const removed = await at(inside.deleteFrom('webhook_callback_secrets'), owner)
          .returning('data_key_id')
          .executeTakeFirst();
        if (removed !== undefined) {
          await inside.deleteFrom('data_keys').where('id', '=', removed.data_key_id).execute();
        }
        await insert(inside, owner, secrets, atEpochMs);
      }),

    async markShown(owner, atEpochMs) {
      const result = await at(db.updateTable('webhook_callback_secrets'), owner)
        .set({ shown_at: atEpochMs })
        .where('shown_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

/** The row of an owner, in whichever kind of statement. */
const at = <Query extends { where(column: 'application_id' | 'mode', operator: '=', value: string): Query }>(
  query: Query,
  owner: Owner,
): Query => query.where('application_id', '=', owner.applicationId).where('mode', '=', owner.mode);

const contextOf = ({ applicationId, mode }: Owner) =>
  ({ table: 'webhook_callback_secrets', column: 'sealed_secrets', applicationId, id: mode }) as const;
