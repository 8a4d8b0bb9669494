import { createServer, type AddressInfo } from 'node:net';
import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, migrationStatus } from '#adapters/sql/migrate.js';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { openPostgresDatabase } from '#adapters/postgres/open-postgres-database.js';
import {
  connectPostgres,
  describeOnPostgres,
  postgresUnderTest,
  queryPostgres,
  type PostgresUnderTest,
} from '../../../test/support/postgres.js';

const application = { id: 'app_a', name: 'Shop', created_at: 1_700_000_000_000, settings: '{}', token_balance: 0 };
const count = async (db: Kysely<Database>): Promise<unknown> =>
  (await db.selectFrom('applications').select(db.fn.countAll().as('count')).executeTakeFirstOrThrow()).count;

describeOnPostgres('a PostgreSQL database', () => {
  let under: PostgresUnderTest;
  let database: SqlDatabase;
  let opened: SqlDatabase[];
  const open = async (): Promise<SqlDatabase> => {
    const another = await connectPostgres(under.url);
    opened.push(another);
    return another;
  };
  const bringUpToDate = (one: SqlDatabase): Promise<string[]> => one.unhurried((db) => migrate(db, one.flavour));

  beforeEach(async () => {
    under = await postgresUnderTest();
    opened = [];
    database = await open();
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    await under.drop();
  });

  test('processes that start at once apply every migration once', async () => {
    const all = [database, await open(), await open(), await open(), await open(), await open()];
    const applied = await Promise.all(all.map(bringUpToDate));
    const status = await migrationStatus(database.db, database.flavour);
    expect(applied.flat().sort()).toEqual(status.map(({ name }) => name));
    expect(status.every(({ appliedAt }) => appliedAt instanceof Date)).toBe(true);
  });

  test('a database that a newer Bonafide made is refused by name', async () => {
    await bringUpToDate(database);
    await queryPostgres(under.url, `insert into kysely_migration values ('9999-later', '2030-01-01')`);
    await expect(bringUpToDate(database)).rejects.toMatchObject({
      name: 'DatabaseTooNewError',
      migration: '9999-later',
    });
  });

  test('whole numbers come as numbers, those that are not exact not at all', async () => {
    await bringUpToDate(database);
    await database.db.insertInto('applications').values(application).execute();
    expect(await database.db.selectFrom('applications').selectAll().execute()).toEqual([application]);
    expect(await count(database.db)).toBe(1);
    const { rows } = await sql`select sum(created_at) as sum, 0.5::float8 as half from applications`.execute(
      database.db,
    );
    expect(rows).toEqual([{ sum: 1_700_000_000_000, half: 0.5 }]);
    await expect(sql`select 9007199254740993::bigint`.execute(database.db)).rejects.toThrow(RangeError);
  });

  test('a commit that the server turned into a rollback is an error', async () => {
    await bringUpToDate(database);
    await database.db.insertInto('applications').values(application).execute();
    const work = database.db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('applications')
        .values({ ...application, id: 'app_b' })
        .execute();
      await transaction
        .insertInto('applications')
        .values(application)
        .execute()
        .catch(() => undefined);
    });
    await expect(work).rejects.toMatchObject({ name: 'TransactionAbortedError' });
    expect(await count(database.db)).toBe(1);
  });

  test('connections that the server ends, idle or at work, cost one failure at most and no process', async () => {
    await bringUpToDate(database);
    const end = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`;
    await Promise.all([count(database.db), count(database.db), count(database.db)]);
    await queryPostgres(under.url, end);
    await count(database.db).catch(() => undefined);
    expect(await count(database.db)).toBe(0);

    const work = database.db.transaction().execute(async (transaction) => {
      await transaction.insertInto('applications').values(application).execute();
      await queryPostgres(under.url, end);
      return count(transaction);
    });
    await expect(work).rejects.toThrow();
    expect(await count(database.db)).toBe(0);
  });

  test('a statement that takes too long is ended, and the connection goes on', async () => {
    const impatient = await openPostgresDatabase({ url: under.url, poolSize: 1, statementTimeoutMs: 100 });
    opened.push(impatient);
    const pid = async (): Promise<unknown> => (await sql`select pg_backend_pid() as pid`.execute(impatient.db)).rows;
    const before = await pid();
    await expect(sql`select pg_sleep(60)`.execute(impatient.db)).rejects.toMatchObject({ code: '57014' });
    expect(await pid()).toEqual(before);
    await impatient.unhurried((db) => sql`select pg_sleep(0.3)`.execute(db));
  });

  test('why it cannot be used is said in one line, without the password', async () => {
    const messageOf = async (change: (url: URL) => void): Promise<string> => {
      const url = new URL(under.url);
      change(url);
      const error: unknown = await openPostgresDatabase({
        url: url.href,
        poolSize: 2,
        statementTimeoutMs: 1000,
      }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'PostgresUnusableError' });
      const { message } = error as Error; // checked above
      expect(message).not.toContain(url.password);
      return message;
    };
    const { host, pathname, password } = new URL(under.url);
    expect(await messageOf((url) => (url.password = 'hunter2-hunter2'))).toBe(
      `PostgreSQL at ${host}${pathname} refuses the login of postgres (wrong password)`,
    );
    expect(await messageOf((url) => (url.pathname = '/nowhere'))).toBe(
      `PostgreSQL at ${host}/nowhere does not have that database; create it first`,
    );
    const free = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    expect(await messageOf((url) => (url.port = String(port)))).toBe(
      `PostgreSQL at 127.0.0.1:${port}${pathname} cannot be reached (ECONNREFUSED)`,
    );
    expect(await messageOf((url) => (url.search = '?sslmode=verify-full'))).toMatch(/cannot be reached \(.*SSL.*\)$/);
    await queryPostgres(
      under.url,
      `create database ascii encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0`,
    );
    expect(await messageOf((url) => (url.pathname = '/ascii'))).toContain('stores text as SQL_ASCII');
    await queryPostgres(under.url, 'drop database ascii');
    expect(password.length).toBeGreaterThan(8);
  });
});
