import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { unpackFiles } from '../support/backup-installation.js';
import { bonafide } from '../support/command-line.js';
import { clientOf, look, verify, type Remembered } from '../support/fill-installation.mjs';
import { describeOnPostgres, postgresUnderTest, type PostgresUnderTest } from '../support/postgres.js';
import {
  makeInstallation,
  startServer,
  startToFail,
  stopServer,
  type Installation,
} from '../support/server-process.js';
import { stillThere } from '../support/still-there.js';
import { inShortForm, isShortForm } from '../support/test-form.js';

// Data that servers of earlier versions wrote, opened by this one. See test/fixtures/upgrade/README.md.
interface Fixture {
  /** A test key with every scope. */
  readonly key: string;
  readonly masterKey: string;
  readonly paths: readonly string[];
  readonly remembered: Remembered;
  readonly deliveries: { readonly deliveries: readonly unknown[] };
  readonly migrations: readonly string[];
  /** Database and blobs in base64, by path in the data directory. */
  readonly files: Readonly<Record<string, string>>;
}

const folder = path.resolve(import.meta.dirname, '../fixtures/upgrade');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json.gz'))
  .sort();
const readFixture = (name: string): Fixture =>
  JSON.parse(gunzipSync(readFileSync(path.join(folder, name))).toString('utf8')) as Fixture; // the script's own format

const installations: Installation[] = [];
afterEach(() => {
  for (const installation of installations.splice(0)) installation.remove();
});

function unpack({ files, masterKey }: Fixture): Installation {
  const made = makeInstallation();
  installations.push(made);
  unpackFiles(made, files);
  return { ...made, environment: { ...made.environment, BONAFIDE_MASTER_KEY: masterKey } };
}

/** Everything is there, the audit logs are whole, and the server goes on working with it. */
async function expectAllOf(fixture: Fixture, installation: Installation, more: Record<string, string>): Promise<void> {
  const server = await startServer(installation, { environment: more });
  try {
    const { key, paths, remembered } = fixture;
    expect(await look({ url: server.url, key, paths })).toEqual(stillThere(remembered));
    const call = clientOf(server.url, key);
    const { id } = await verify(call, 'user-after-the-upgrade');
    expect(await call('GET', `/verifications/${id}`)).toMatchObject({ status: 200, body: { decision: 'match' } });
    expect(await bonafide(installation, ['doctor', 'audit'], more)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/whole +app_/) as string,
    });
  } finally {
    await stopServer(server);
  }
}

test('there are data of more than one earlier version', () => {
  expect(names.length).toBeGreaterThan(1);
});

describe.each(inShortForm(1, names))('data of an earlier version: %s', (name) => {
  const fixture = readFixture(name);

  test('open with all that is in them after the upgrade', async () => {
    const installation = unpack(fixture);
    const status = await bonafide(installation, ['migrate', '--status']);
    for (const migration of fixture.migrations) expect(status.out).toMatch(new RegExp(`${migration} .*20`));
    expect(status.out).toMatch(/pending/);
    const doctor = await bonafide(installation, ['doctor']);
    expect(doctor.out).toMatch(/ok +database and key: .* is sound; the next start applies \d+ migrations/);
    for (const command of [
      ['webhooks', 'deliveries'],
      ['master-key', 'status'],
      ['doctor', 'audit'],
    ]) {
      const older =
        /is of an older Bonafide, \d+ migrations behind; start the server of this version, or run bonafide migrate\n/;
      expect(await bonafide(installation, command)).toMatchObject({
        code: 78,
        note: expect.stringMatching(older) as string,
      });
    }
    expect(await bonafide(installation, ['migrate', '--status'])).toEqual(status);
    expect((await bonafide(installation, ['migrate'])).code).toBe(0);
    const sent = JSON.parse((await bonafide(installation, ['webhooks', 'deliveries', '--json'])).out) as unknown;
    expect(sent).toMatchObject(fixture.deliveries);
    await expectAllOf(fixture, installation, {});
  });
});

// The oldest has the longest way; once up to date, one is moved as another.
const describeMoved = isShortForm ? () => undefined : describeOnPostgres;
describeMoved('data of the oldest version, moved to PostgreSQL', () => {
  let under: PostgresUnderTest;
  afterEach(() => under.drop());

  test('open there as well', async () => {
    under = await postgresUnderTest();
    const fixture = readFixture(names[0]!);
    const installation = unpack(fixture);
    const target = { TARGET_URL: under.url };
    const status = await bonafide(installation, ['migrate', '--status']);
    const copied = await bonafide(installation, ['copy-database', '--to', 'env:TARGET_URL'], target);
    expect(copied).toMatchObject({ code: 0 });
    expect(await bonafide(installation, ['migrate', '--status'])).toEqual(status);
    await expectAllOf(fixture, installation, { DATABASE_URL: under.url });
  });
});

describeMoved('a target whose tables are of a newer version', () => {
  let under: PostgresUnderTest;
  afterEach(() => under.drop());

  test('is refused, and stays as it is', async () => {
    under = await postgresUnderTest();
    const installation = unpack(readFixture(names[0]!));
    const target = { TARGET_URL: under.url };
    expect((await bonafide(installation, ['migrate'], { DATABASE_URL: under.url })).code).toBe(0);
    expect(await bonafide(installation, ['copy-database', '--to', 'env:TARGET_URL'], target)).toMatchObject({
      code: 78,
      note: expect.stringContaining('give a database without tables') as string,
    });
  });
});

test('a database that a later version has changed is refused, in one line, and stays as it is', async () => {
  const fixture = readFixture(names[0]!);
  const installation = unpack(fixture);
  const file = path.join(installation.environment['BONAFIDE_DATA_DIR']!, 'bonafide.sqlite');
  const database = new BetterSqlite3(file);
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2099-01-01T00:00:00.000Z')");
  const applied = () => database.prepare('select name from kysely_migration order by name').pluck().all();
  const before = applied();
  const started = await startToFail(installation);
  expect(started.code).toBe(78);
  expect(started.output).toMatch(
    /the database in .* was brought up to date by a newer Bonafide \(9999-from-the-future\); use that one\n/,
  );
  expect(await bonafide(installation, ['migrate'])).toMatchObject({ code: 78 });
  expect(await bonafide(installation, ['backup', '--out', 'copy'])).toMatchObject({ code: 78 });
  expect(applied()).toEqual(before);
  database.close();
});
