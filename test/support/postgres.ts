import { randomBytes } from 'node:crypto';
import { describe, inject } from 'vitest';
import { ringOf, type MasterKeyRing } from '#adapters/sealing/master-key-ring.js';
import type { MasterKey } from '#adapters/sealing/master-key.js';
import { openPostgresDatabase } from '#adapters/postgres/open-postgres-database.js';
import { migrate } from '#adapters/sql/migrate.js';
import { openSqlStore } from '#adapters/sql/open-sql-store.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import type { Store } from '#ports/store.js';
import { queryPostgres } from './postgres-query.js';

export { queryPostgres };

/** A database of one test, or of one file of tests. */
export interface PostgresUnderTest {
  readonly url: string;
  drop(): Promise<void>;
}

const server = inject('postgres');

/**
 * `describe` for what needs PostgreSQL: skipped by name where there is no program for this platform. Where nothing may
 * be skipped (BONAFIDE_REQUIRE_DATA=1) it runs, and fails.
 */
export const describeOnPostgres = (name: string, tests: () => void): void => {
  if (server.missing === null || process.env['BONAFIDE_REQUIRE_DATA'] === '1') describe(name, tests);
  else describe.skip(`${name} (skipped: ${server.missing})`, tests);
};

/** Makes an empty database on the server of this run. `drop` also ends what is still connected. */
export async function postgresUnderTest(): Promise<PostgresUnderTest> {
  if (server.url === null) throw new Error(`there is no PostgreSQL: ${server.missing}`);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdministrator(server.url, `create database ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdministrator(server.url, `drop database ${name} with (force)`) };
}

/** Runs statements on a database of the server, as its superuser, and gives the rows of the last. */
export async function asAdministrator(url: string, statement: string): Promise<void> {
  await queryPostgres(url, statement);
}

/** Connects as the server does, with a small pool. */
export const connectPostgres = (url: string): Promise<SqlDatabase> =>
  openPostgresDatabase({ url, poolSize: 10, statementTimeoutMs: 30_000 });

/** Opens the store in a database, bringing that up to date first. */
export async function openPostgresStore(url: string, masterKey: MasterKey | MasterKeyRing): Promise<Store> {
  const database = await connectPostgres(url);
  try {
    await database.unhurried((db) => migrate(db, database.flavour));
    return await openSqlStore(database, ringOf(masterKey), 1);
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Databases that are up to date, empty, and used by nobody: emptying one takes a tenth of the time that making one takes. */
const emptyDatabases: string[] = [];

/** The same with all tables, empty, and used by no other test; `drop`, once nobody is connected, empties it for the next one. */
export async function emptyPostgres(): Promise<PostgresUnderTest> {
  const url = emptyDatabases.pop() ?? (await makeEmptyDatabase());
  return {
    url,
    async drop() {
      await emptyDatabase(url);
      emptyDatabases.push(url);
    },
  };
}

/** A store on an empty database; closing it drops that. For suites that run over both databases. */
export async function freshPostgresStore(
  masterKey: MasterKey | MasterKeyRing,
): Promise<Store & { readonly url: string }> {
  const under = await emptyPostgres();
  const store = await openPostgresStore(under.url, masterKey);
  return {
    ...store,
    url: under.url,
    async close() {
      await store.close();
      await under.drop();
    },
  };
}

/** With what the migrations themselves wrote kept aside, in a schema that nobody looks into. */
async function makeEmptyDatabase(): Promise<string> {
  const { url } = await postgresUnderTest();
  const database = await connectPostgres(url);
  await database.unhurried((db) => migrate(db, database.flavour));
  await database.close();
  const copies = (await tablesOf(url)).map((table) => `create table written."${table}" as table public."${table}";`);
  await asAdministrator(url, `create schema written; ${copies.join(' ')}`);
  return url;
}

async function emptyDatabase(url: string): Promise<void> {
  const tables = await tablesOf(url);
  await asAdministrator(
    url,
    [
      // References are no matter where everything goes.
      'set session_replication_role = replica;',
      ...tables.map((table) => `delete from public."${table}";`),
      ...tables.map((table) => `insert into public."${table}" select * from written."${table}";`),
    ].join(' '),
  );
}

async function tablesOf(url: string): Promise<string[]> {
  const rows = await queryPostgres<{ name: string }>(
    url,
    "select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'",
  );
  return rows.map(({ name }) => name);
}
