import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { connectPostgres, describeOnPostgres, postgresUnderTest } from '../../../test/support/postgres.js';

/** Deliveries of before, when one whose job was given up stayed pending. */
async function upgrade({ db, flavour }: SqlDatabase): Promise<void> {
  await migrate(db, flavour, { upTo: '0013-served-recogniser' });
  const into = db as unknown as Kysely<Record<string, Record<string, unknown>>>; // the old tables, which no type describes
  await into.insertInto('applications').values({ id: 'app_a', name: 'Shop', created_at: 1 }).execute();
  const delivery = {
    application_id: 'app_a',
    mode: 'live',
    event_id: 'e',
    event_type: 'session.updated',
    format: 'native',
    created_at: 1,
    attempts: 0,
    attempts_of_round: 0,
    next_attempt_at: 5,
  };
  await into
    .insertInto('webhook_deliveries')
    .values([
      { ...delivery, id: 'waits', state: 'pending' },
      { ...delivery, id: 'given-up', state: 'pending' },
      { ...delivery, id: 'sent', state: 'delivered', next_attempt_at: null, settled_at: 7 },
    ])
    .execute();
  const job = { queue: 'webhook-delivery', created_at: 1, claims: 20 };
  await into
    .insertInto('jobs')
    .values([
      { ...job, id: 'j1', unique_key: 'waits', available_at: 5 },
      { ...job, id: 'j2', unique_key: null, failed_at: 6 },
    ])
    .execute();
  const from = Date.now();
  await migrate(db, flavour);
  const rows = await db
    .selectFrom('webhook_deliveries')
    .select(['id', 'state', 'reason', 'next_attempt_at', 'settled_at'])
    .orderBy('id')
    .execute();
  expect(rows).toEqual([
    {
      id: 'given-up',
      state: 'failed',
      reason: 'server-fault',
      next_attempt_at: null,
      settled_at: expect.toSatisfy((at: number) => at >= from && at <= Date.now()) as number,
    },
    { id: 'sent', state: 'delivered', reason: null, next_attempt_at: null, settled_at: 7 },
    { id: 'waits', state: 'pending', reason: null, next_attempt_at: 5, settled_at: null },
  ]);
  expect(await db.selectFrom('jobs').select('faults').execute()).toEqual([{ faults: 0 }, { faults: 0 }]);
}

test('deliveries that were given up count as failed after the upgrade, on SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-given-up-'));
  const database = openSqliteDatabase(directory);
  try {
    await upgrade(database);
  } finally {
    await database.close();
    rmSync(directory, { recursive: true });
  }
});

describeOnPostgres('on PostgreSQL', () => {
  test('deliveries that were given up count as failed after the upgrade', async () => {
    const under = await postgresUnderTest();
    const database = await connectPostgres(under.url);
    try {
      await upgrade(database);
    } finally {
      await database.close();
      await under.drop();
    }
  });
});
