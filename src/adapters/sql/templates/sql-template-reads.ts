import type { Kysely, Selectable } from 'kysely';
import { modeSchema } from '#domain/access.js';
import type { Database } from '#adapters/sql/schema.js';
import { unwrapDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { openDescription, openVector, templateHashes } from '#adapters/sql/templates/sealed-template.js';
import type { Owner } from '#ports/records.js';
import type { ConfirmedSample, EnrolledTemplate, SampleSummary, TemplateRecords } from '#ports/template-records.js';

type Reads = Pick<TemplateRecords, 'find' | 'page' | 'count' | 'findByUser' | 'confirm'>;

type SampleRow = Omit<Selectable<Database['template_samples']>, 'sealed_vector'>;

/** Templates with the keys that open them; every column of both that reading needs. */
export const templatesOf = (db: Kysely<Database>, { applicationId, mode }: Owner) =>
  db
    .selectFrom('templates')
    .innerJoin('data_keys', 'data_keys.id', 'templates.data_key_id')
    .selectAll('templates')
    .select(['data_keys.master_key_id', 'data_keys.wrapped_key'])
    .where('templates.application_id', '=', applicationId)
    .where('templates.mode', '=', mode);

export type TemplateRow = Awaited<ReturnType<ReturnType<typeof templatesOf>['execute']>>[number];

export function sqlTemplateReads(db: Kysely<Database>, { masterKey, keyedHash }: SqlRecordsOptions): Reads {
  const hashes = templateHashes(keyedHash);

  async function open(row: TemplateRow) {
    const key = await unwrapDataKey(masterKey, { ...row, id: row.data_key_id });
    const opened = openDescription(key, row.sealed_description, {
      applicationId: row.application_id,
      templateNumber: row.number,
    });
    key.fill(0);
    return opened;
  }

  async function withSamples(rows: readonly TemplateRow[]): Promise<EnrolledTemplate[]> {
    if (rows.length === 0) return [];
    const samples = await db
      .selectFrom('template_samples')
      .select(['number', 'id', 'template_number', 'digest', 'quality', 'created_at', 'image_file_id'])
      .where(
        'template_number',
        'in',
        rows.map(({ number }) => number),
      )
      .orderBy('created_at')
      .orderBy('number')
      .execute();
    const templates: EnrolledTemplate[] = [];
    for (const row of rows) {
      templates.push({
        ...(await open(row)),
        applicationId: row.application_id,
        mode: modeSchema.parse(row.mode),
        createdAtEpochMs: row.created_at,
        updatedAtEpochMs: row.updated_at,
        samples: samples.filter((sample) => sample.template_number === row.number).map(summaryOf),
      });
    }
    return templates;
  }

  return {
    async find(owner, id) {
      const row = await templatesOf(db, owner).where('templates.id_hash', '=', hashes.id(owner, id)).executeTakeFirst();
      return row === undefined ? null : ((await withSamples([row]))[0] ?? null);
    },

    async page(owner, { limit, before }) {
      let query = templatesOf(db, owner)
        .orderBy('templates.created_at', 'desc')
        .orderBy('templates.id_hash', 'desc')
        .limit(limit);
      if (before !== null) {
        const { createdAtEpochMs, id } = before;
        query = query.where((where) =>
          where.or([
            where('templates.created_at', '<', createdAtEpochMs),
            where.and([
              where('templates.created_at', '=', createdAtEpochMs),
              where('templates.id_hash', '<', hashes.id(owner, id)),
            ]),
          ]),
        );
      }
      return withSamples(await query.execute());
    },

    async count({ applicationId, mode }) {
      const { count } = await db
        .selectFrom('templates')
        .select((select) => select.fn.countAll<number | string>().as('count'))
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    async findByUser(owner, userIdentifier) {
      const rows = await templatesOf(db, owner)
        .where('templates.user_hash', '=', hashes.user(owner, userIdentifier))
        .orderBy('templates.created_at', 'desc')
        .orderBy('templates.number', 'desc')
        .execute();
      return Promise.all(rows.map(async (row) => (await open(row)).id));
    },

    async confirm(owner, sampleNumbers) {
      const confirmed = new Map<number, ConfirmedSample>();
      if (sampleNumbers.length === 0) return confirmed;
      // The owner is looked at here: as a condition it makes SQLite walk all templates of the owner for each search.
      const rows = await db
        .selectFrom('template_samples')
        .innerJoin('templates', 'templates.number', 'template_samples.template_number')
        .innerJoin('data_keys', 'data_keys.id', 'templates.data_key_id')
        .selectAll('templates')
        .select(['data_keys.master_key_id', 'data_keys.wrapped_key'])
        .select(['template_samples.number as sample_number', 'template_samples.id as sample_id'])
        .select(['digest', 'sealed_vector'])
        .where('template_samples.number', 'in', sampleNumbers)
        .execute();
      for (const row of rows) {
        if (row.application_id !== owner.applicationId || row.mode !== owner.mode) continue;
        const key = await unwrapDataKey(masterKey, { ...row, id: row.data_key_id });
        const { application_id: applicationId, number: templateNumber, sample_id: sampleId, digest } = row;
        const { id } = openDescription(key, row.sealed_description, { applicationId, templateNumber });
        const vector = openVector(key, row.sealed_vector, { applicationId, sampleId });
        key.fill(0);
        confirmed.set(row.sample_number, { templateId: id, sampleId, template: { digest, vector } });
      }
      return confirmed;
    },
  };
}

export const summaryOf = (row: SampleRow): SampleSummary => ({
  id: row.id,
  digest: row.digest,
  quality: row.quality,
  createdAtEpochMs: row.created_at,
  imageFileId: row.image_file_id,
});
