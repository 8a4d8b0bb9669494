import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyDatabase } from '#adapters/postgres/copy-database.js';
import { snapshotPostgres } from '#adapters/postgres/snapshot-postgres.js';
import { migrate, migrationStatus } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { databaseFileName, openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { fillEveryTable } from '../../../test/support/fill-every-table.js';
import {
  connectPostgres,
  describeOnPostgres,
  postgresUnderTest,
  queryPostgres,
} from '../../../test/support/postgres.js';

describeOnPostgres('a snapshot of PostgreSQL in a SQLite file', () => {
  const closing: (() => unknown)[] = [];
  let directory: string;
  let from: SqlDatabase;
  let fromUrl: string;
  let newestMigration: string;

  const sqliteIn = (name: string): SqlDatabase => {
    const opened = openSqliteDatabase(path.join(directory, name));
    closing.push(() => opened.close());
    return opened;
  };
  const emptyPostgres = async (): Promise<{ database: SqlDatabase; url: string }> => {
    const under = await postgresUnderTest();
    closing.push(() => under.drop());
    const database = await connectPostgres(under.url);
    closing.push(() => database.close());
    await database.unhurried((db) => migrate(db, database.flavour));
    return { database, url: under.url };
  };

  beforeEach(async () => {
    directory = mkdtempSync(path.join(tmpdir(), 'bonafide-snapshot-'));
    closing.push(() => rmSync(directory, { recursive: true }));
    ({ database: from, url: fromUrl } = await emptyPostgres());
    newestMigration = (await migrationStatus(from.db, from.flavour)).at(-1)!.name;
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const snapshot = (into: SqlDatabase, onTable: (name: string) => void = () => undefined): Promise<void> =>
    snapshotPostgres(from, into, { newestMigration, onTable });

  test('holds a row of every table, whatever tables there are', async () => {
    const source = sqliteIn('source');
    await migrate(source.db, source.flavour);
    const tables = fillEveryTable(path.join(directory, 'source', databaseFileName));
    await copyDatabase(source, from, () => undefined);
    const into = sqliteIn('into');
    await snapshot(into);
    for (const table of tables) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(into.db);
      expect([table, rows.length]).toEqual([table, 1]);
    }
  });

  test('is of one moment: what is stored while it is taken is in none of its tables', async () => {
    const writes: Promise<unknown>[] = [];
    const into = sqliteIn('into');
    await snapshot(into, (name) => {
      // Begun before the first table was read to its end, and of tables that come later as well.
      writes.push(queryPostgres(fromUrl, `insert into applications values ('app_${name}', 'late', 1)`));
    });
    await Promise.all(writes);
    const late = await queryPostgres(fromUrl, 'select id from applications');
    expect(late.length).toBeGreaterThan(5);
    // The one moment is that of the first statement; at most what was written before it is there.
    const { rows } = await sql`select id from applications`.execute(into.db);
    expect(rows).toEqual([]);
  });

  test('rows that refer to others of their table come after them, in a database that keeps changed rows last', async () => {
    await queryPostgres(fromUrl, "insert into applications values ('app_a', 'Shop', 1)");
    await queryPostgres(
      fromUrl,
      `insert into api_keys (id, application_id, kind, mode, name, scopes, secret_hash, created_at, succeeds_key_id)
       select 'key_' || n, 'app_a', 'secret', 'live', 'n', '[]', '\\x00', n, case when n = 1 then null else 'key_' || (n - 1) end
       from generate_series(1, 250) n`,
    );
    await queryPostgres(fromUrl, "update api_keys set revoked_at = 5 where id = 'key_1'");
    const into = sqliteIn('into');
    await snapshot(into);
    const { database: again } = await emptyPostgres();
    const copied = await copyDatabase(into, again, () => undefined);
    expect(copied.find(({ name }) => name === 'api_keys')?.rows).toBe(250);
  });
});
