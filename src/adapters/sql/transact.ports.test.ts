import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { transact } from '#adapters/sql/transact.js';
import { openSqliteDatabase } from '#adapters/sqlite/open-sqlite-database.js';
import { connectPostgres, describeOnPostgres, postgresUnderTest } from '../../../test/support/postgres.js';

interface Under {
  readonly database: SqlDatabase;
  close(): Promise<void>;
}

function describeTransact(name: string, make: () => Promise<Under>): void {
  describe(`transact on ${name}`, () => {
    let under: Under;
    beforeEach(async () => {
      under = await make();
      await sql`create table chain (number bigint not null primary key, previous bigint not null)`.execute(
        under.database.db,
      );
    });
    afterEach(() => under.close());

    const append = async (): Promise<void> =>
      transact(under.database.db, async (transaction) => {
        const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0) as last from chain`.execute(
          transaction,
        );
        await sql`insert into chain values (${rows[0]!.last + 1}, ${rows[0]!.last})`.execute(transaction);
      });

    test('what was read still holds at the write, however many come at once', async () => {
      await Promise.all(Array.from({ length: 60 }, append));
      const { rows } = await sql`select number, previous from chain order by number`.execute(under.database.db);
      expect(rows).toEqual(Array.from({ length: 60 }, (_, index) => ({ number: index + 1, previous: index })));
    });

    test('an error of the work itself undoes it and is not tried again', async () => {
      let runs = 0;
      const broken = transact(under.database.db, async (transaction) => {
        runs += 1;
        await transact(transaction, (nested) => sql`insert into chain values (1, 0)`.execute(nested));
        throw new Error('half way');
      });
      await expect(broken).rejects.toThrow('half way');
      expect(runs).toBe(1);
      expect((await sql`select * from chain`.execute(under.database.db)).rows).toEqual([]);
    });
  });
}

describeTransact('SQLite', async () => {
  const directory = mkdtempSync(`${tmpdir()}/bonafide-transact-`);
  const database = openSqliteDatabase(directory);
  return {
    database,
    async close() {
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
});

describeOnPostgres('PostgreSQL', () => {
  describeTransact('PostgreSQL', async () => {
    const server = await postgresUnderTest();
    const database = await connectPostgres(server.url);
    return {
      database,
      async close() {
        await database.close();
        await server.drop();
      },
    };
  });

  test('work that never fits is given up after twenty tries, and holds up nobody afterwards', async () => {
    const server = await postgresUnderTest();
    const { db, close } = await connectPostgres(server.url);
    let runs = 0;
    const hopeless = transact(db, async () => {
      runs += 1;
      throw Object.assign(new Error('could not serialize access'), { code: '40001' });
    });
    await expect(hopeless).rejects.toMatchObject({ name: 'StorageUnavailableError', code: '40001' });
    expect(runs).toBe(20);
    const locks = await sql`
      select 1 from pg_locks join pg_database on pg_database.oid = database
      where locktype = 'advisory' and datname = current_database()`.execute(db);
    expect(locks.rows).toEqual([]);
    await close();
    await server.drop();
  });
});
