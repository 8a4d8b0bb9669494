import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyDatabase } from '#adapters/postgres/copy-database.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { migrate } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { databaseFileName, openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { VerificationRecord } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import { fillEveryTable } from '../../../test/support/fill-every-table.js';
import {
  connectPostgres,
  describeOnPostgres,
  openPostgresStore,
  postgresUnderTest,
  queryPostgres,
  type PostgresUnderTest,
} from '../../../test/support/postgres.js';

const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
const record: VerificationRecord = { ...sampleStored.verification, id: '7e5a1c9e-0000-4000-8000-000000000001' };
const documentNumber = { name: 'document-number', value: 'L898902C3' } as const;

const owner = { applicationId: 'app_a', mode: 'live' } as const;

describeOnPostgres('a copy from SQLite to PostgreSQL', () => {
  let directory: string;
  let under: PostgresUnderTest;
  let from: SqlDatabase;
  let to: SqlDatabase;

  beforeEach(async () => {
    directory = mkdtempSync(`${tmpdir()}/bonafide-copy-`);
    under = await postgresUnderTest();
    from = openSqliteDatabase(directory);
    to = await connectPostgres(under.url);
    for (const database of [from, to]) await database.unhurried((db) => migrate(db, database.flavour));
  });
  afterEach(async () => {
    await from.close();
    await to.close();
    await under.drop();
    rmSync(directory, { recursive: true });
  });

  const copy = () => copyDatabase(from, to, () => undefined);
  const inBoth = async (statement: string): Promise<void> => {
    for (const { db } of [from, to]) await sql.raw(statement).execute(db);
  };

  test('no table is forgotten, whatever tables there are', async () => {
    const tables = fillEveryTable(path.join(directory, databaseFileName));
    const copied = await copy();
    expect(copied.map(({ name }) => name).sort()).toEqual(tables);
    expect(tables.length).toBeGreaterThan(5);
    expect(copied.filter(({ rows }) => rows !== 1)).toEqual([]);
    for (const table of tables) {
      const count = await queryPostgres(under.url, `select count(*)::int as count from ${table}`);
      expect([table, count]).toEqual([table, [{ count: 1 }]]);
    }
  });

  test('what was stored is found again in the copy, under the same master key', async () => {
    const store = await openSqliteStore({ directory, masterKey, nowEpochMs: 1 });
    await store.records.applications.create(sampleStored.applications[0]);
    await store.records.keys.create(sampleStored.key);
    await store.records.verifications.add(record, [documentNumber]);
    await store.close();
    await copy();
    const copied = await openPostgresStore(under.url, masterKey);
    expect(await copied.records.verifications.find(owner, record.id)).toEqual(record);
    expect(await copied.records.verifications.findByLookup(owner, documentNumber)).toEqual([record.id]);
    await copied.close();
  });

  test('rows by the hundred, references within a table, and numbers that PostgreSQL gives', async () => {
    await sql`create table notes (number integer primary key, parent bigint references notes (number), bytes blob)`.execute(
      from.db,
    );
    await sql`create table notes (number bigserial primary key, parent bigint references notes (number), bytes bytea)`.execute(
      to.db,
    );
    for (let number = 1; number <= 250; number++) {
      const parent = number === 1 ? null : number - 1;
      await sql`insert into notes values (${number}, ${parent}, ${Buffer.of(number % 256)})`.execute(from.db);
    }
    const copied = await copy();
    expect(copied.find(({ name }) => name === 'notes')?.rows).toBe(250);
    const { rows } = await sql`insert into notes (parent) values (250) returning number`.execute(to.db);
    expect(rows).toEqual([{ number: 251 }]);
  });

  test('a target that is not empty is refused and left alone', async () => {
    fillEveryTable(path.join(directory, databaseFileName));
    await queryPostgres(under.url, `insert into applications values ('app_b', 'Bank', 1)`);
    await expect(copy()).rejects.toMatchObject({
      name: 'CopyRefusedError',
      message: expect.stringContaining('is not empty: there are rows in applications') as string,
    });
    expect(await queryPostgres(under.url, 'select id from applications')).toEqual([{ id: 'app_b' }]);
    expect(await queryPostgres(under.url, 'select * from data_keys')).toEqual([]);
  });

  test('tables that only one of them has are told', async () => {
    await sql`create table extra (id text)`.execute(from.db);
    await expect(copy()).rejects.toThrow('the databases differ in their tables: extra(id)');
  });

  test('a copy that is not the same is not kept', async () => {
    fillEveryTable(path.join(directory, databaseFileName));
    await inBoth('create table zebra (id text, note text)');
    await sql`insert into zebra values ('a', 'kept'), ('b', 'lost')`.execute(from.db);
    await queryPostgres(
      under.url,
      `create function drop_it() returns trigger language plpgsql as 'begin if new.note = ''lost'' then return null; end if; return new; end';
       create trigger drop_it before insert on zebra for each row execute function drop_it()`,
    );
    await expect(copy()).rejects.toThrow('the copy of zebra is not the same: 2 rows became 1');
    expect(await queryPostgres(under.url, 'select * from applications')).toEqual([]);
  });
});
