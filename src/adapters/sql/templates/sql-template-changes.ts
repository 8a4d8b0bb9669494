import { sql, type Kysely } from 'kysely';
import { modeSchema } from '#domain/access.js';
import { sandboxDigest } from '#domain/sandbox.js';
import type { Database } from '#adapters/sql/schema.js';
import { unwrapDataKey } from '#adapters/sql/sealed-rows.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { openDescription, openVector } from '#adapters/sql/templates/sealed-template.js';
import { holdNumbers, markSwept, readPosition, takeNumbers } from '#adapters/sql/templates/template-numbers.js';
import { transact } from '#adapters/sql/transact.js';
import type { IndexedSample, OutdatedSample, TemplateChange, TemplateRecords } from '#ports/template-records.js';

type Following = Pick<
  TemplateRecords,
  'hold' | 'position' | 'changesSince' | 'outdatedSamples' | 'countOutdated' | 'sweepDeletions'
>;

export function sqlTemplateChanges(db: Kysely<Database>, { masterKey }: SqlRecordsOptions): Following {
  /** One statement, so that what it lists was there at one moment: two could miss what became durable in between. */
  const listChanges = (change: number, limit: number) =>
    db
      .selectFrom('templates')
      .select([
        'change_number as change',
        'number as template_number',
        'application_id',
        'mode',
        sql<'enrolled' | 'deleted'>`'enrolled'`.as('kind'),
      ])
      .where('change_number', '>', change)
      .unionAll(
        db
          .selectFrom('template_deletions')
          .select([
            'change_number as change',
            'template_number',
            'application_id',
            'mode',
            sql<'enrolled' | 'deleted'>`'deleted'`.as('kind'),
          ])
          .where('change_number', '>', change),
      )
      .orderBy('change')
      .limit(limit)
      .execute();

  async function samplesOf(templateNumbers: readonly number[]): Promise<Map<number, IndexedSample[]>> {
    const byTemplate = new Map<number, IndexedSample[]>();
    if (templateNumbers.length === 0) return byTemplate;
    const rows = await db
      .selectFrom('template_samples')
      .innerJoin('templates', 'templates.number', 'template_samples.template_number')
      .innerJoin('data_keys', 'data_keys.id', 'templates.data_key_id')
      .select(['template_samples.number', 'template_samples.id as sample_id', 'template_number', 'digest'])
      .select(['sealed_vector', 'templates.application_id'])
      .select(['data_keys.id', 'data_keys.master_key_id', 'data_keys.wrapped_key'])
      .where('template_number', 'in', templateNumbers)
      .orderBy('template_samples.number')
      .execute();
    for (const row of rows) {
      const key = await unwrapDataKey(masterKey, row);
      const vector = openVector(key, row.sealed_vector, {
        applicationId: row.application_id,
        sampleId: row.sample_id,
      });
      key.fill(0);
      const samples = byTemplate.get(row.template_number) ?? [];
      byTemplate.set(row.template_number, [
        ...samples,
        { number: row.number, template: { digest: row.digest, vector } },
      ]);
    }
    return byTemplate;
  }

  return {
    hold: async () => holdNumbers(db),
    position: async () => readPosition(db),

    async changesSince(change, limit) {
      const listed = await listChanges(change, limit);
      const enrolled = listed.filter(({ kind }) => kind === 'enrolled');
      const samples = await samplesOf(enrolled.map((row) => row.template_number));
      return listed.map((row): TemplateChange => {
        const common = {
          change: row.change,
          owner: { applicationId: row.application_id, mode: modeSchema.parse(row.mode) },
          templateNumber: row.template_number,
        };
        const found = samples.get(row.template_number);
        // Deleted since the list was made: its deletion has a later number and is told again.
        if (row.kind === 'deleted' || found === undefined) return { ...common, kind: 'deleted' };
        return { ...common, kind: 'enrolled', samples: found };
      });
    },

    async outdatedSamples(digest, { after, limit }) {
      const rows = await db
        .selectFrom('template_samples')
        .innerJoin('templates', 'templates.number', 'template_samples.template_number')
        .innerJoin('data_keys', 'data_keys.id', 'templates.data_key_id')
        .select(['template_samples.number', 'template_samples.id as sample_id', 'image_file_id', 'template_number'])
        .select(['templates.application_id', 'templates.mode', 'sealed_description'])
        .select(['data_keys.id', 'data_keys.master_key_id', 'data_keys.wrapped_key'])
        .where('digest', 'not in', [digest, sandboxDigest])
        .where('image_file_id', 'is not', null)
        .where('template_samples.number', '>', after)
        .orderBy('template_samples.number')
        .limit(limit)
        .execute();
      const outdated: OutdatedSample[] = [];
      for (const row of rows) {
        const key = await unwrapDataKey(masterKey, row);
        const { application_id: applicationId, template_number: templateNumber } = row;
        const { id: templateId } = openDescription(key, row.sealed_description, { applicationId, templateNumber });
        key.fill(0);
        outdated.push({
          owner: { applicationId, mode: modeSchema.parse(row.mode) },
          templateId,
          sampleId: row.sample_id,
          number: row.number,
          imageFileId: row.image_file_id!, // the query leaves out those without
        });
      }
      return outdated;
    },

    async countOutdated(digest, owner) {
      const counted = await db
        .selectFrom('template_samples')
        .innerJoin('templates', 'templates.number', 'template_samples.template_number')
        .select((of) => [of.fn.count('image_file_id').as('kept'), of.fn.countAll().as('samples')])
        .where('digest', 'not in', [digest, sandboxDigest])
        .$if(owner !== null, (query) =>
          query
            .where('templates.application_id', '=', owner!.applicationId) // not null here
            .where('templates.mode', '=', owner!.mode),
        )
        .executeTakeFirstOrThrow();
      const withPicture = Number(counted.kept);
      return { withPicture, withoutPicture: Number(counted.samples) - withPicture };
    },

    async sweepDeletions(beforeEpochMs) {
      const sweep = async (db: Kysely<Database>): Promise<number> => {
        await takeNumbers(db, 0);
        const swept = await db
          .deleteFrom('template_deletions')
          .where('deleted_at', '<', beforeEpochMs)
          .returning('change_number')
          .execute();
        if (swept.length > 0)
          await markSwept(
            db,
            swept.reduce((most, row) => Math.max(most, row.change_number), 0),
          );
        return swept.length;
      };
      return transact(db, sweep);
    },
  };
}
