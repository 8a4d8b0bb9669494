import type { Kysely, Selectable } from 'kysely';
import type { Application } from '#domain/access.js';
import { applicationSettingsSchema } from '#domain/application-settings.js';
import type { Database } from '#adapters/sql/schema.js';
import type { ApplicationRecords } from '#ports/records.js';

export function sqlApplications(db: Kysely<Database>): ApplicationRecords {
  return {
    async create({ id, name, createdAtEpochMs, settings }) {
      await db
        .insertInto('applications')
        .values({ id, name, created_at: createdAtEpochMs, settings: JSON.stringify(settings) })
        .execute();
    },
    async find(applicationId) {
      const row = await db.selectFrom('applications').selectAll().where('id', '=', applicationId).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async list() {
      const rows = await db.selectFrom('applications').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(fromRow);
    },
    async changeSettings(applicationId, settings) {
      const result = await db
        .updateTable('applications')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', applicationId)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}

const fromRow = (row: Selectable<Database['applications']>): Application => ({
  id: row.id,
  name: row.name,
  createdAtEpochMs: row.created_at,
  settings: applicationSettingsSchema.parse(JSON.parse(row.settings)),
});
