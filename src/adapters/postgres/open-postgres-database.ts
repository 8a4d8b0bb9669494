import { Socket } from 'node:net';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { coalesced } from '#adapters/coalesced.js';
import { guardPool } from '#adapters/postgres/guarded-pool.js';
import { numberTypes } from '#adapters/postgres/number-types.js';
import { explainPostgresError, PostgresUnusableError, whyUnfit } from '#adapters/postgres/postgres-error.js';
import { strictTlsUrl } from '#adapters/postgres/postgres-url.js';
import { vacuumSealedTables } from '#adapters/postgres/vacuum-sealed-tables.js';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlDatabase } from '#adapters/sql/sql-database.js';
import { postgresFlavour } from '#adapters/sql/sql-flavour.js';

export interface PostgresOptions {
  /** `postgres://user:password@host:port/database?sslmode=…`. */
  readonly url: string;
  /** Connections that this process holds at most. */
  readonly poolSize: number;
  /** A statement that takes longer is ended by the server. */
  readonly statementTimeoutMs: number;
}

/** Time to connect, and to wait for a connection of the pool. */
const connectTimeoutMs = 10_000;
/** A server that is cut off cannot end a statement: this much later the connection counts as lost. */
const silenceMs = 5000;
/** A transaction that does nothing for so long belongs to a process that hangs; its locks hold up the others. */
const idleInTransactionMs = 60_000;
/** A look at whether it answers. */
const lookMs = 2000;
/** Whoever closes waits so long for statements that run; those of a server that hangs are cut off. */
const closeGraceMs = 2000;

/**
 * Connects to a PostgreSQL database, as it is. Connections that break are replaced as they are needed.
 * Throws `PostgresUnusableError`.
 */
export async function openPostgresDatabase(options: PostgresOptions): Promise<SqlDatabase> {
  const { statementTimeoutMs } = options;
  const connectionString = strictTlsUrl(options.url);
  const sockets = new Set<Socket>();
  /** What `pg` would make itself; ours can be cut. */
  const stream = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    return socket.once('close', () => sockets.delete(socket));
  };
  const open = (limits: pg.PoolConfig): Kysely<Database> => {
    const pool = new pg.Pool({
      connectionString,
      application_name: 'bonafide',
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      types: numberTypes,
      stream,
      ...limits,
    });
    return new Kysely<Database>({ dialect: new PostgresDialect({ pool: guardPool(pool) }) });
  };
  const { host, port, database, user } = new pg.Client({ connectionString });
  const place = `${host}:${port}/${database ?? user ?? ''}`;
  const db = open({
    max: options.poolSize,
    statement_timeout: statementTimeoutMs,
    lock_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs + silenceMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  });
  const unhurried: SqlDatabase['unhurried'] = async (work) => {
    const patient = open({ max: 1 });
    try {
      return await work(patient);
    } finally {
      await patient.destroy();
    }
  };

  // On a connection of its own: those of calls may all be busy, and that is no sign of a database that is away.
  const looking = open({ max: 1, connectionTimeoutMillis: lookMs, statement_timeout: lookMs, query_timeout: lookMs });
  const close = async (): Promise<void> => {
    const timer = setTimeout(() => sockets.forEach((socket) => socket.destroy()), closeGraceMs);
    await Promise.all([db.destroy(), looking.destroy()]);
    clearTimeout(timer);
  };

  try {
    await checkServer(db, place);
  } catch (error) {
    await close();
    throw explainPostgresError(error, { place, user: user ?? '' }) ?? error;
  }
  return {
    db,
    flavour: postgresFlavour,
    place,
    shared: true,
    unhurried,
    purgeOldPages: coalesced(() => unhurried(vacuumSealedTables).catch(() => undefined)),
    async check() {
      await sql`select 1`.execute(looking);
      return 'ok';
    },
    close,
  };
}

async function checkServer(db: Kysely<Database>, place: string): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding
  `.execute(db);
  const why = whyUnfit(rows[0]!); // a select without a table gives one row
  if (why !== null) throw new PostgresUnusableError(`PostgreSQL at ${place} ${why}`, { unreachable: false });
}
