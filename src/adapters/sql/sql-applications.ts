import type { Kysely, Selectable } from 'kysely';
import type { Application } from '#domain/access.js';
import type { Database } from '#adapters/sql/schema.js';
import type { ApplicationRecords } from '#ports/records.js';

export function sqlApplications(db: Kysely<Database>): ApplicationRecords {
  return {
    async create({ id, name, createdAtEpochMs }) {
      await db.insertInto('applications').values({ id, name, created_at: createdAtEpochMs }).execute();
    },
    async find(applicationId) {
      const row = await db.selectFrom('applications').selectAll().where('id', '=', applicationId).executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    async list() {
      const rows = await db.selectFrom('applications').selectAll().orderBy('created_at').orderBy('id').execute();
      return rows.map(fromRow);
    },
  };
}

const fromRow = (row: Selectable<Database['applications']>): Application => ({
  id: row.id,
  name: row.name,
  createdAtEpochMs: row.created_at,
});
