import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { keyKindSchema, modeSchema, scopeSchema, type ApiKey } from '#domain/access.js';
import type { Database } from '#adapters/sql/schema.js';
import type { KeyRecords } from '#ports/records.js';

const scopesSchema = z.array(scopeSchema);

export function sqlKeys(db: Kysely<Database>): KeyRecords {
  return {
    async create(key) {
      await db
        .insertInto('api_keys')
        .values({
          id: key.id,
          application_id: key.applicationId,
          kind: key.kind,
          mode: key.mode,
          name: key.name,
          scopes: JSON.stringify(key.scopes),
          secret_hash: Buffer.from(key.secretHash),
          created_at: key.createdAtEpochMs,
          revoked_at: key.revokedAtEpochMs,
          succeeds_key_id: key.succeedsKeyId,
        })
        .execute();
    },
    async find(keyId) {
      const row = await db.selectFrom('api_keys').selectAll().where('id', '=', keyId).executeTakeFirst();
      return row === undefined ? null : { ...fromRow(row), secretHash: new Uint8Array(row.secret_hash) };
    },
    async list(applicationId) {
      let query = db.selectFrom('api_keys').selectAll().orderBy('created_at').orderBy('id');
      if (applicationId !== undefined) query = query.where('application_id', '=', applicationId);
      return (await query.execute()).map(fromRow);
    },
    async revoke(keyId, atEpochMs) {
      const result = await db
        .updateTable('api_keys')
        .set({ revoked_at: atEpochMs })
        .where('id', '=', keyId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

const fromRow = (row: Selectable<Database['api_keys']>): ApiKey => ({
  id: row.id,
  applicationId: row.application_id,
  kind: keyKindSchema.parse(row.kind),
  mode: modeSchema.parse(row.mode),
  name: row.name,
  scopes: scopesSchema.parse(JSON.parse(row.scopes)),
  createdAtEpochMs: row.created_at,
  revokedAtEpochMs: row.revoked_at,
  succeedsKeyId: row.succeeds_key_id,
});
