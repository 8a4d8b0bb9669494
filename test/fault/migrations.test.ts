import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import BetterSqlite3 from 'better-sqlite3';
import { migrate } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { inLongForm, noteFigure } from '../support/fault-figures.js';
import { connectPostgres, describeOnPostgres, postgresUnderTest } from '../support/postgres.js';
import { makeInstallation, programs, startServer, stopServer, type Installation } from '../support/server-process.js';
import { askPostgres, askSqlite, countOf, type Ask } from '../support/storm/storm-database.js';
import { isShortForm } from '../support/test-form.js';

const kills = isShortForm ? 1 : inLongForm(3, 40);
const rows = inLongForm(5000, 200_000);
/** From the first kill, which comes as soon as the migrations are under way, they come later and later, until this. */
const latestMs = inLongForm(30, 800);
/** A process that is done before it is seen to migrate ends the waiting too. */
const startsWithinMs = 30_000;

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

/** Whether another process is in the midst of its migrations, all of which are one transaction. */
type IsUnderWay = () => Promise<boolean>;

/** Whoever migrates SQLite holds its write lock. */
const holdsSqlite =
  (dataDirectory: string): IsUnderWay =>
  async () => {
    const database = new BetterSqlite3(path.join(dataDirectory, 'bonafide.sqlite'), { timeout: 0 });
    try {
      database.exec('begin immediate; rollback');
      return false;
    } catch (error) {
      if (error instanceof BetterSqlite3.SqliteError && error.code === 'SQLITE_BUSY') return true;
      throw error;
    } finally {
      database.close();
    }
  };

const holdsPostgres =
  (ask: Ask): IsUnderWay =>
  async () =>
    (await countOf(ask, `pg_locks where database = (${ownDatabase}) and mode = 'AccessExclusiveLock' and granted`)) > 0;
const ownDatabase = 'select oid from pg_database where datname = current_database()';

interface OldDatabase {
  readonly name: string;
  readonly ask: Ask;
  readonly isUnderWay: IsUnderWay;
  readonly environment: Readonly<Record<string, string>>;
}

async function killMigrations({ name, ask, isUnderWay, environment }: OldDatabase): Promise<void> {
  const before = await countOf(ask, 'kysely_migration');
  let [midway, done] = [0, 0];
  for (let kill = 0; kill < kills && done === 0; kill++) {
    const child = spawn(process.execPath, [programs.real[0], 'migrate'], {
      cwd: installation.directory,
      env: { ...installation.environment, ...environment },
      stdio: 'ignore',
    });
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    const until = Date.now() + startsWithinMs;
    while (child.exitCode === null && Date.now() < until && !(await isUnderWay())) await sleep(1);
    await sleep((latestMs * kill) / kills);
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
    measured: `${midway} kills in the midst left the old state whole, ${done === 0 ? 'none' : 'the next'} came after the end; ${applied} migrations, ${rows} of ${rows} rows after the start`,
  });
}

test('kill -9 while SQLite is brought up to date', async () => {
  const data = installation.environment['BONAFIDE_DATA_DIR']!;
  const old = openSqliteDatabase(data);
  await fillOld(old);
  await old.close();
  await killMigrations({
    name: 'SQLite',
    ask: askSqlite(data),
    isUnderWay: holdsSqlite(data),
    environment: { BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key') },
  });
});

const describeWhole = isShortForm ? () => undefined : describeOnPostgres;
describeWhole('on PostgreSQL', () => {
  test('kill -9 while it is brought up to date', async () => {
    const under = await postgresUnderTest();
    try {
      const old = await connectPostgres(under.url);
      await fillOld(old);
      await old.close();
      const ask = askPostgres(under.url);
      await killMigrations({
        name: 'PostgreSQL',
        ask,
        isUnderWay: holdsPostgres(ask),
        environment: {
          DATABASE_URL: under.url,
          BONAFIDE_MASTER_KEY_FILE: path.join(installation.directory, 'master.key'),
        },
      });
    } finally {
      await under.drop();
    }
  });
});
