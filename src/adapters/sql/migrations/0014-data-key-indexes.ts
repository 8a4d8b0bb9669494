import type { Kysely } from 'kysely';

/** For deleting data keys, as in 0003: the tables that came after it. Never edited once applied. */
export async function dataKeyIndexes(db: Kysely<unknown>): Promise<void> {
  for (const table of ['files', 'templates', 'sessions', 'reviews', 'capture_prints', 'review_votes']) {
    await db.schema.createIndex(`${table}_by_data_key`).on(table).columns(['data_key_id']).execute();
  }
}
