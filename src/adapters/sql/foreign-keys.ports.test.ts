import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '#adapters/sql/migrate.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { connectPostgres, describeOnPostgres, postgresUnderTest } from '../../../test/support/postgres.js';

/** A table's columns that refer to another one, and the leading columns of its indexes. Columns joined by commas. */
interface ForeignKey {
  readonly from: string;
  readonly columns: string;
  readonly to: string;
  readonly indexed: string[];
}

/** Of these no row is ever deleted, so that nothing looks for those that refer to one. */
const neverDeletedFrom = ['api_keys', 'applications'];

/** Deleting a row looks for those that refer to it: without an index, in the whole of every such table. */
function expectIndexes(foreignKeys: readonly ForeignKey[]): void {
  const toKeys = foreignKeys.filter(({ to }) => to === 'data_keys').map(({ from }) => from);
  expect(toKeys).toEqual(expect.arrayContaining(['files', 'webhook_deliveries', 'review_votes']));
  const without = foreignKeys.filter(
    ({ to, columns, indexed }) =>
      !neverDeletedFrom.includes(to) && !indexed.some((index) => `${index},`.startsWith(`${columns},`)),
  );
  expect(without).toEqual([]);
}

async function migrated<T>(database: SqlDatabase, work: (database: SqlDatabase) => Promise<T>): Promise<T> {
  try {
    await database.unhurried((db) => migrate(db, database.flavour));
    return await work(database);
  } finally {
    await database.close();
  }
}

test('every foreign key to what can be deleted has an index on SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-keys-'));
  try {
    const { rows } = await migrated(openSqliteDatabase(directory), ({ db }) =>
      sql<{ from: string; columns: string; to: string; indexed: string }>`
        select t.name as "from", group_concat(f."from") as columns, f."table" as "to",
          (select json_group_array(columns) from (
            select (select group_concat(name) from pragma_index_info(i.name)) as columns
            from pragma_index_list(t.name) i where not i.partial)) as indexed
        from sqlite_master t join pragma_foreign_key_list(t.name) f
        where t.type = 'table' group by t.name, f.id, f."table"
      `.execute(db),
    );
    expectIndexes(rows.map((row) => ({ ...row, indexed: JSON.parse(row.indexed) as string[] }))); // made just now
  } finally {
    rmSync(directory, { recursive: true });
  }
});

describeOnPostgres('on PostgreSQL', () => {
  test('every foreign key to what can be deleted has an index', async () => {
    const under = await postgresUnderTest();
    try {
      const { rows } = await migrated(await connectPostgres(under.url), ({ db }) =>
        sql<ForeignKey>`
          with named as (select attrelid, attnum, attname::text as name from pg_attribute)
          select c.conrelid::regclass::text as "from", c.confrelid::regclass::text as "to",
            (select string_agg(name, ',' order by place) from unnest(c.conkey) with ordinality as k (attnum, place)
              join named using (attnum) where attrelid = c.conrelid) as columns,
            array(select (select string_agg(name, ',' order by place)
                from unnest(i.indkey::smallint[]) with ordinality as k (attnum, place)
                join named using (attnum) where attrelid = c.conrelid)
              from pg_index i where i.indrelid = c.conrelid and i.indpred is null) as indexed
          from pg_constraint c where c.contype = 'f'
        `.execute(db),
      );
      expectIndexes(rows);
    } finally {
      await under.drop();
    }
  });
});

test('no row is ever deleted from the tables that this takes it of', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const deletes = new RegExp(
    `deleteFrom\\('(${neverDeletedFrom.join('|')})'\\)|delete from (${neverDeletedFrom.join('|')})\\b`,
  );
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  expect(files.filter((name) => deletes.test(readFileSync(path.join(root, name), 'utf8')))).toEqual([]);
});
