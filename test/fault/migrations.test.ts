import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import { migrate } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { inLongForm, noteFigure } from '../support/fault-figures.js';
import { connectPostgres, describeOnPostgres, postgresUnderTest } from '../support/postgres.js';
import { makeInstallation, programs, startServer, stopServer, type Installation } from '../support/server-process.js';
import { askPostgres, askSqlite, countOf, type Ask } from '../support/storm/storm-database.js';
import { isShortForm } from '../support/test-form.js';

const kills = isShortForm ? 1 : inLongForm(3, 40);
const rows = inLongForm(5000, 50_000);

let installation: Installation;
beforeEach(() => {
  installation = makeInstallation();
});
afterEach(() => installation.remove());

/** A database as the first migration left it, with people's rows in it. */
async function fillOld({ db, flavour }: Pick<SqlDatabase, 'db' | 'flavour'>): Promise<void> {
  await migrate(db, flavour, { upTo: '0001-first-tables' });
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const into = db as unknown as Kysely<Record<string, Record<string, unknown>>>; // the old tables, which no type describes
  await into.insertInto('applications').values({ id: 'app_old', name: 'Shop', created_at: 1 }).execute();
  const key = { application_id: 'app_old', kind: 'secret', mode: 'live', name: 'k', scopes: '["verify"]' };
  await into
    .insertInto('api_keys')
    .values({ id: 'k1', ...key, secret_hash: bytes('x'), created_at: 1 })
    .execute();
  for (let from = 0; from < rows; from += 500) {
    const ids = Array.from({ length: 500 }, (_, index) => `v${from + index}`);
    const wrapped = {
      application_id: 'app_old',
      master_key_id: 'm',
      wrapped_key: bytes('y'.repeat(60)),
      created_at: 1,
    };
    await into
      .insertInto('data_keys')
      .values(ids.map((id) => ({ id: `d${id}`, ...wrapped })))
      .execute();
    const done = {
      application_id: 'app_old',
      api_key_id: 'k1',
      mode: 'live',
      operation: 'doc-identify',
      created_at: 1,
    };
    await into
      .insertInto('verifications')
      .values(ids.map((id) => ({ id, ...done, status: 'completed', data_key_id: `d${id}`, sealed_result: bytes('z') })))
      .execute();
  }
}

async function killMigrations(name: string, ask: Ask, environment: Readonly<Record<string, string>>): Promise<void> {
  const before = await countOf(ask, 'kysely_migration');
  let [midway, done] = [0, 0];
  for (let kill = 0; kill < kills && done === 0; kill++) {
    const child = spawn(process.execPath, [programs.real[0], 'migrate'], {
      cwd: installation.directory,
      env: { ...installation.environment, ...environment },
      stdio: 'ignore',
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    // From before it reads the database until it is usually done.
    await sleep(200 + Math.random() * inLongForm(1200, 2500));
    child.kill('SIGKILL');
    await ended;
    const applied = await countOf(ask, 'kysely_migration');
    expect(await countOf(ask, 'verifications')).toBe(rows);
    if (applied === before) midway += 1;
    else done = applied;
  }
  const server = await startServer(installation, { environment });
  const applied = await countOf(ask, 'kysely_migration');
  expect(applied).toBeGreaterThan(10);
  // All of it or none of it.
  expect([0, applied]).toContain(done);
  expect([await countOf(ask, 'verifications'), await countOf(ask, 'data_keys')]).toEqual([rows, rows]);
  expect(await stopServer(server)).toBe(0);
  noteFigure({
    fault: `kill -9 while migrating ${rows} old verifications, ${name}`,
    goal: 'the next start completes it, nothing lost',
    measured: `${midway} kills left the old state whole, ${done === 0 ? 0 : 1} came after the end; ${applied} migrations, ${rows} of ${rows} rows after the start`,
  });
}

test('kill -9 while SQLite is brought up to date', async () => {
  const data = installation.environment['BONAFIDE_DATA_DIR']!;
  const old = openSqliteDatabase(data);
  await fillOld(old);
  await old.close();
  const environment = { BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key') };
  await killMigrations('SQLite', askSqlite(data), environment);
});

describeOnPostgres('on PostgreSQL', () => {
  test('kill -9 while it is brought up to date', async () => {
    const under = await postgresUnderTest();
    try {
      const old = await connectPostgres(under.url);
      await fillOld(old);
      await old.close();
      const environment = {
        DATABASE_URL: under.url,
        BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key'),
      };
      await killMigrations('PostgreSQL', askPostgres(under.url), environment);
    } finally {
      await under.drop();
    }
  });
});
