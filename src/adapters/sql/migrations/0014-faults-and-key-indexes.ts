import { sql, type Kysely } from 'kysely';

/** Faults of a job apart from its claims; indexes for deleting data keys. Never edited once applied. */
export async function faultsAndKeyIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('jobs')
    .addColumn('faults', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();

  // What was given up before now stayed pending for ever, body and all. From now on it counts as failed and can be replayed.
  await sql`
    update webhook_deliveries
    set state = 'failed', reason = 'server-fault', next_attempt_at = null, settled_at = ${Date.now()}
    where state = 'pending' and not exists (
      select 1 from jobs where jobs.queue = 'webhook-delivery' and jobs.unique_key = webhook_deliveries.id
    )
  `.execute(db);

  // As in 0003, for the tables that came after it.
  for (const table of ['files', 'templates', 'sessions', 'reviews', 'capture_prints', 'review_votes']) {
    await db.schema.createIndex(`${table}_by_data_key`).on(table).columns(['data_key_id']).execute();
  }
}
