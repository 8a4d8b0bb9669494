import type { Kysely, Selectable } from 'kysely';
import { z } from 'zod';
import { fileClassSchema, fileContentTypeSchema, fileRoleSchema, type StoredFile } from '#domain/file.js';
import { open, seal, type SealContext } from '#adapters/sealing/envelope.js';
import type { Database } from '#adapters/sql/schema.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { transact } from '#adapters/sql/transact.js';
import type { FileLink, FilePlace, FileRecords } from '#ports/file-records.js';
import type { Owner } from '#ports/records.js';

type Row = Selectable<Database['files']>;

const secretsSchema = z.object({
  contentKey: z.base64(),
  name: z.string().nullable(),
  templateId: z.string().nullable(),
});

export function sqlFiles(db: Kysely<Database>, { masterKey, keyedHash }: SqlRecordsOptions): FileRecords {
  /** Callers choose ids of templates, and may choose a name. */
  const templateHash = ({ applicationId, mode }: Owner, templateId: string): string =>
    Buffer.from(
      keyedHash.digest('lookup', JSON.stringify([applicationId, mode, 'file-template', templateId])),
    ).toString('hex');

  function linkedTo(db: Kysely<Database>, owner: Owner, link: FileLink) {
    const { applicationId, mode } = owner;
    const owned = db.selectFrom('files').where('application_id', '=', applicationId).where('mode', '=', mode);
    if ('fileId' in link) return owned.where('id', '=', link.fileId);
    if ('fileIds' in link) return owned.where('id', 'in', link.fileIds.length === 0 ? [''] : link.fileIds);
    if ('verificationId' in link) {
      const { verificationId } = link;
      const used = db.selectFrom('file_uses').select('file_id').where('file_uses.verification_id', '=', verificationId);
      return owned.where((where) => where.or([where('verification_id', '=', verificationId), where('id', 'in', used)]));
    }
    if ('sessionId' in link) return owned.where('session_id', '=', link.sessionId);
    return owned.where('template_id', '=', templateHash(owner, link.templateId));
  }

  async function addIn(db: Kysely<Database>, file: StoredFile, place: FilePlace): Promise<boolean> {
    const { id: dataKeyId, key } = await createDataKey(db, masterKey, file.applicationId, file.createdAtEpochMs);
    const { name, templateId } = file;
    const secrets = { contentKey: Buffer.from(place.contentKey).toString('base64'), name, templateId };
    const sealed = seal(key, Buffer.from(JSON.stringify(secrets), 'utf8'), contextOf(file.applicationId, file.id));
    key.fill(0);
    const result = await db
      .insertInto('files')
      .values({
        id: file.id,
        application_id: file.applicationId,
        mode: file.mode,
        class: file.class,
        role: file.role,
        content_type: file.contentType,
        size_bytes: file.sizeBytes,
        created_at: file.createdAtEpochMs,
        expires_at: file.expiresAtEpochMs,
        verification_id: file.verificationId,
        session_id: file.sessionId,
        template_id: templateId === null ? null : templateHash(file, templateId),
        blob_name: place.blobName,
        data_key_id: dataKeyId,
        sealed_secrets: sealed,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst();
    if ((result.numInsertedOrUpdatedRows ?? 0n) > 0n) return true;
    await db.deleteFrom('data_keys').where('id', '=', dataKeyId).execute();
    return false;
  }

  async function opened(row: Row): Promise<{ file: StoredFile; place: FilePlace }> {
    const key = await openDataKey(db, masterKey, row.application_id, row.data_key_id);
    const plaintext = open(key, row.sealed_secrets, contextOf(row.application_id, row.id));
    key.fill(0);
    const { contentKey, ...secrets } = secretsSchema.parse(JSON.parse(plaintext.toString('utf8')));
    plaintext.fill(0);
    return {
      file: fileOf(row, secrets),
      place: { blobName: row.blob_name, contentKey: Buffer.from(contentKey, 'base64') },
    };
  }

  /** Deletes rows with their keys. */
  async function destroyRows(
    db: Kysely<Database>,
    rows: readonly Pick<Row, 'id' | 'data_key_id' | 'blob_name'>[],
  ): Promise<string[]> {
    for (const { id, data_key_id: dataKeyId } of rows) {
      await db.deleteFrom('file_uses').where('file_id', '=', id).execute();
      await db.deleteFrom('files').where('id', '=', id).execute();
      await db.deleteFrom('data_keys').where('id', '=', dataKeyId).execute();
    }
    return rows.map(({ blob_name: blobName }) => blobName);
  }

  const find = async (owner: Owner, fileId: string) => {
    const row = await linkedTo(db, owner, { fileId }).selectAll().executeTakeFirst();
    return row === undefined ? null : opened(row);
  };

  return {
    add: (file, place) => transact(db, (inside) => addIn(inside, file, place)),
    async markUsed({ applicationId, mode }, fileId, verificationId) {
      await db
        .insertInto('file_uses')
        .columns(['file_id', 'verification_id'])
        .expression(
          db
            .selectFrom('files')
            .select((select) => ['files.id', select.val(verificationId).as('verification_id')])
            .where('application_id', '=', applicationId)
            .where('mode', '=', mode)
            .where('id', '=', fileId),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    async prolong({ applicationId, mode }, fileIds, nowEpochMs, untilEpochMs) {
      if (fileIds.length === 0) return new Set();
      const rows = await db
        .updateTable('files')
        .set({ expires_at: untilEpochMs })
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .where('id', 'in', fileIds)
        .where('expires_at', '>', nowEpochMs)
        .returning('id')
        .execute();
      return new Set(rows.map(({ id }) => id));
    },
    find: async (owner, fileId) => (await find(owner, fileId))?.file ?? null,
    findWithPlace: find,

    async list(owner, link) {
      const rows = await linkedTo(db, owner, link).selectAll().orderBy('created_at').orderBy('id').execute();
      const files: StoredFile[] = [];
      for (const row of rows) files.push((await opened(row)).file);
      return files;
    },

    destroy: (owner, link) =>
      transact(db, async (inside) =>
        destroyRows(inside, await linkedTo(inside, owner, link).select(removed).execute()),
      ),

    destroyExpired: (nowEpochMs, limit) =>
      transact(db, async (inside) => {
        const due = inside.selectFrom('files').where('expires_at', '<=', nowEpochMs).orderBy('expires_at');
        return destroyRows(inside, await due.select(removed).limit(limit).execute());
      }),

    destroyMediaBefore: (applicationId, createdBeforeEpochMs, limit) =>
      transact(db, async (inside) => {
        const due = inside
          .selectFrom('files')
          .where('application_id', '=', applicationId)
          .where('class', '=', 'media')
          .where('created_at', '<', createdBeforeEpochMs);
        return destroyRows(inside, await due.select(removed).limit(limit).execute());
      }),

    async known(blobNames) {
      if (blobNames.length === 0) return new Set();
      const rows = await db.selectFrom('files').select('blob_name').where('blob_name', 'in', blobNames).execute();
      return new Set(rows.map(({ blob_name: blobName }) => blobName));
    },
  };
}

const removed = ['id', 'data_key_id', 'blob_name'] as const;

const contextOf = (applicationId: string, id: string): SealContext => ({
  table: 'files',
  column: 'sealed_secrets',
  applicationId,
  id,
});

const fileOf = (row: Row, { name, templateId }: Pick<StoredFile, 'name' | 'templateId'>): StoredFile => ({
  id: row.id,
  applicationId: row.application_id,
  mode: row.mode,
  class: fileClassSchema.parse(row.class),
  role: fileRoleSchema.parse(row.role),
  contentType: fileContentTypeSchema.parse(row.content_type),
  sizeBytes: row.size_bytes,
  createdAtEpochMs: row.created_at,
  expiresAtEpochMs: row.expires_at,
  verificationId: row.verification_id,
  sessionId: row.session_id,
  templateId,
  name,
});
