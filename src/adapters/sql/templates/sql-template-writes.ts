import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { createDataKey, openDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import {
  openDescription,
  sealDescription,
  sealVector,
  templateHashes,
} from '#adapters/sql/templates/sealed-template.js';
import { takeNumbers } from '#adapters/sql/templates/template-numbers.js';
import { transact } from '#adapters/sql/transact.js';
import type { Owner } from '#ports/records.js';
import type { DestroyedTemplate, NewSample, NewTemplate, TemplateRecords } from '#ports/template-records.js';

type Writes = Pick<TemplateRecords, 'add' | 'addSample' | 'renewSample' | 'delete' | 'eraseByUser'>;

/** Rows of one statement: SQLite takes 32,766 values in one, PostgreSQL 65,535. */
const rowsAtOnce = 500;

export function sqlTemplateWrites(db: Kysely<Database>, options: SqlRecordsOptions): Writes {
  const { masterKey, keyedHash, purgeOldPages } = options;
  const hashes = templateHashes(keyedHash);

  const inTransaction = <T>(work: (db: Kysely<Database>) => Promise<T>): Promise<T> => transact(db, work);

  async function addIn(db: Kysely<Database>, templates: readonly NewTemplate[]): Promise<void> {
    const samples = templates.reduce((sum, template) => sum + template.samples.length, 0);
    // The numbers of changes come last: the latest number is then that of a change.
    let next = await takeNumbers(db, samples + 2 * templates.length);
    let nextChange = next + samples + templates.length;
    const templateRows = [];
    const sampleRows = [];
    for (const template of templates) {
      const { applicationId, createdAtEpochMs } = template;
      const { id: dataKeyId, key } = await createDataKey(db, masterKey, applicationId, createdAtEpochMs);
      const templateNumber = next++;
      templateRows.push({
        ...templateRow(template, key, templateNumber),
        data_key_id: dataKeyId,
        change_number: nextChange++,
      });
      for (const sample of template.samples) {
        sampleRows.push(sampleRow(sample, key, { applicationId, templateNumber, number: next++ }));
      }
      key.fill(0);
    }
    for (let i = 0; i < templateRows.length; i += rowsAtOnce) {
      await db
        .insertInto('templates')
        .values(templateRows.slice(i, i + rowsAtOnce))
        .execute();
    }
    for (let i = 0; i < sampleRows.length; i += rowsAtOnce) {
      await db
        .insertInto('template_samples')
        .values(sampleRows.slice(i, i + rowsAtOnce))
        .execute();
    }
  }

  function templateRow(template: NewTemplate, key: Buffer, number: number) {
    const { id, applicationId, mode, createdAtEpochMs, description } = template;
    const owner: Owner = { applicationId, mode };
    return {
      number,
      application_id: applicationId,
      mode,
      id_hash: hashes.id(owner, id),
      user_hash: description.userIdentifier === null ? null : hashes.user(owner, description.userIdentifier),
      created_at: createdAtEpochMs,
      updated_at: createdAtEpochMs,
      sealed_description: sealDescription(key, id, description, { applicationId, templateNumber: number }),
    };
  }

  const ofOwner = (db: Kysely<Database>, { applicationId, mode }: Owner) =>
    db.selectFrom('templates').selectAll().where('application_id', '=', applicationId).where('mode', '=', mode);

  const addSampleIn =
    (...[owner, templateId, sample, { atEpochMs, replacing, description }]: Parameters<TemplateRecords['addSample']>) =>
    async (db: Kysely<Database>): Promise<boolean> => {
      const number = await takeNumbers(db, 2);
      const row = await ofOwner(db, owner).where('id_hash', '=', hashes.id(owner, templateId)).executeTakeFirst();
      if (row === undefined) return false;
      const { applicationId } = owner;
      if (replacing !== null) {
        const removed = await db
          .deleteFrom('template_samples')
          .where('id', '=', replacing)
          .where('template_number', '=', row.number)
          .executeTakeFirst();
        if (removed.numDeletedRows === 0n) return false;
      }
      const key = await openDataKey(db, masterKey, applicationId, row.data_key_id);
      const place = { applicationId, templateNumber: row.number };
      const told = { ...openDescription(key, row.sealed_description, place).description, ...description };
      await db
        .insertInto('template_samples')
        .values(sampleRow(sample, key, { ...place, number }))
        .execute();
      await db
        .updateTable('templates')
        .set({
          updated_at: atEpochMs,
          change_number: number + 1,
          sealed_description: sealDescription(key, templateId, told, place),
          user_hash: told.userIdentifier === null ? null : hashes.user(owner, told.userIdentifier),
        })
        .where('number', '=', row.number)
        .execute();
      key.fill(0);
      return true;
    };

  const renewSampleIn =
    (...[owner, sampleId, template]: Parameters<TemplateRecords['renewSample']>) =>
    async (db: Kysely<Database>): Promise<boolean> => {
      const number = await takeNumbers(db, 2);
      const { applicationId, mode } = owner;
      const row = await db
        .selectFrom('template_samples')
        .innerJoin('templates', 'templates.number', 'template_samples.template_number')
        .select(['template_samples.number', 'template_samples.template_number', 'templates.data_key_id'])
        .where('template_samples.id', '=', sampleId)
        .where('templates.application_id', '=', applicationId)
        .where('templates.mode', '=', mode)
        .executeTakeFirst();
      if (row === undefined) return false;
      const key = await openDataKey(db, masterKey, applicationId, row.data_key_id);
      await db
        .updateTable('template_samples')
        .set({
          number,
          digest: template.digest,
          sealed_vector: sealVector(key, template.vector, { applicationId, sampleId }),
        })
        .where('number', '=', row.number)
        .execute();
      key.fill(0);
      await db
        .updateTable('templates')
        .set({ change_number: number + 1 })
        .where('number', '=', row.template_number)
        .execute();
      return true;
    };

  async function destroyIn(
    db: Kysely<Database>,
    owner: Owner,
    found: { readonly column: 'id_hash' | 'user_hash'; readonly hash: Buffer },
    atEpochMs: number,
  ): Promise<DestroyedTemplate[]> {
    // Taken first, so that nobody adds a picture to what is being destroyed.
    await takeNumbers(db, 0);
    const rows = await ofOwner(db, owner).where(found.column, '=', found.hash).orderBy('number').execute();
    const destroyed: DestroyedTemplate[] = [];
    for (const row of rows) {
      const { applicationId, mode } = owner;
      const key = await openDataKey(db, masterKey, applicationId, row.data_key_id);
      const { id } = openDescription(key, row.sealed_description, { applicationId, templateNumber: row.number });
      key.fill(0);
      const samples = await db
        .deleteFrom('template_samples')
        .where('template_number', '=', row.number)
        .returning('image_file_id')
        .execute();
      await db.deleteFrom('templates').where('number', '=', row.number).execute();
      await db.deleteFrom('data_keys').where('id', '=', row.data_key_id).execute();
      await db
        .insertInto('template_deletions')
        .values({
          change_number: await takeNumbers(db, 1),
          template_number: row.number,
          application_id: applicationId,
          mode,
          deleted_at: atEpochMs,
        })
        .execute();
      destroyed.push({ id, imageFileIds: samples.flatMap(({ image_file_id: file }) => (file === null ? [] : [file])) });
    }
    return destroyed;
  }

  async function destroy(...[owner, found, atEpochMs]: [Owner, Parameters<typeof destroyIn>[2], number]) {
    const destroyed = await inTransaction((db) => destroyIn(db, owner, found, atEpochMs));
    if (destroyed.length > 0) await purgeOldPages();
    return destroyed;
  }

  return {
    async add(templates) {
      if (templates.length > 0) await inTransaction((db) => addIn(db, templates));
    },
    addSample: async (...change) => inTransaction(addSampleIn(...change)),
    renewSample: async (...change) => inTransaction(renewSampleIn(...change)),
    async delete(owner, id, atEpochMs) {
      return (await destroy(owner, { column: 'id_hash', hash: hashes.id(owner, id) }, atEpochMs))[0] ?? null;
    },
    async eraseByUser(owner, userIdentifier, atEpochMs) {
      return destroy(owner, { column: 'user_hash', hash: hashes.user(owner, userIdentifier) }, atEpochMs);
    },
  };
}

const sampleRow = (
  { id, template, quality, createdAtEpochMs, imageFileId }: NewSample,
  key: Buffer,
  place: { readonly applicationId: string; readonly templateNumber: number; readonly number: number },
) => ({
  number: place.number,
  id,
  template_number: place.templateNumber,
  digest: template.digest,
  quality,
  created_at: createdAtEpochMs,
  image_file_id: imageFileId,
  sealed_vector: sealVector(key, template.vector, { applicationId: place.applicationId, sampleId: id }),
});
