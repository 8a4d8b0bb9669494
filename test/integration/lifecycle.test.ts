import { chmodSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  identify,
  makeInstallation,
  programs,
  samplesOf,
  signalWhileStarting,
  startServer,
  startToFail,
  stopServer,
  type Installation,
  type ServerProcess,
} from '../support/server-process.js';
import { inShortForm, isShortForm, wholeTest } from '../support/test-form.js';

// The server as a process, with scripted workers: what has to do with starting and stopping, not with pictures.
let installation: Installation;
const running: ServerProcess[] = [];

const start = async (...args: Parameters<typeof startServer> extends [unknown, ...infer Rest] ? Rest : never) => {
  const server = await startServer(installation, ...args);
  running.push(server);
  return server;
};
beforeEach(() => {
  installation = makeInstallation();
});
afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
  installation.remove();
});

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const pictures = { doc: jpeg, selfie: jpeg };
const keyFile = (): string => {
  const below = path.join(installation.directory, '.config', 'bonafide');
  return path.join(below, readdirSync(below)[0]!, 'master.key');
};

test('the first start makes data, key and credentials; the second finds them', async () => {
  const first = await start();
  const credentials = first.credentials!;
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  expect(keyFile().startsWith(installation.environment['BONAFIDE_DATA_DIR']!)).toBe(false);
  expect((await identify(first, credentials, pictures)).status).toBe(200);
  expect(await stopServer(first)).toBe(0);

  const second = await start();
  expect(second.credentials).toBeNull();
  expect(second.output()).not.toContain('sk_live');
  // How fast it is, `npm run bench -- --scale` prints; a start that hangs breaks this.
  expect(second.readyAfterMs).toBeLessThan(60_000);
  expect((await identify(second, credentials, pictures)).status).toBe(200);
});

test('SIGTERM: not ready within 100 ms, still alive, new calls are told, exit code 0', { retry: 3 }, async () => {
  const server = await start();
  await fetch(`${server.url}/readyz`);
  const toldAt = performance.now();
  server.child.kill('SIGTERM');
  let status = 200;
  while (status === 200) status = (await fetch(`${server.url}/readyz`)).status;
  const noticedAfterMs = performance.now() - toldAt;
  expect(status).toBe(503);
  expect((await fetch(`${server.url}/livez`)).status).toBe(200);
  expect((await identify(server, server.credentials!, pictures)).status).toBe(503);
  expect(await server.ended).toBe(0);
  expect(noticedAfterMs).toBeLessThan(100);
});

wholeTest('SIGTERM under load: every accepted call is answered', async () => {
  const server = await start({ environment: { BONAFIDE_WORKERS: '1', BONAFIDE_QUEUE_LIMIT: '64' } });
  const calls = Array.from({ length: 30 }, () => identify(server, server.credentials!, pictures));
  await calls[0];
  server.child.kill('SIGTERM');
  const statuses = (await Promise.all(calls)).map((response) => response.status);
  // Those that came in before the signal were answered, those behind it were told; none was dropped.
  expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(statuses).toContain(200);
  expect(await server.ended).toBe(0);
  expect(server.output()).toContain('"finished":true');
});

wholeTest('SIGTERM while models still load stops the server once they have, with exit code 0', async () => {
  const { code, output } = await signalWhileStarting(installation, { program: programs.real }, 'SIGTERM');
  expect([code, output]).toEqual([0, expect.stringContaining('"event":"stopped","finished":true')]);
});

wholeTest('calls that cannot be finished in time are cut off, and the process still ends by itself', async () => {
  const server = await start({ program: programs.real, environment: { BONAFIDE_SHUTDOWN_MS: '100' } });
  const calls = Array.from({ length: 4 }, () =>
    identify(server, server.credentials!, samplesOf(installation)).catch(() => null),
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  server.child.kill('SIGINT');
  expect(await server.ended).toBe(1);
  expect(server.output()).toContain('"event":"stopped","finished":false');
  expect(await Promise.all(calls)).toContain(null);
});

wholeTest('pictures that take longer than the deadline are answered 500, and the server lives', async () => {
  const server = await start({ program: programs.real, environment: { BONAFIDE_DEADLINE_MS: '200' } });
  for (let i = 0; i < (isShortForm ? 4 : 12); i++) {
    expect((await identify(server, server.credentials!, samplesOf(installation))).status).toBe(500);
  }
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

wholeTest('a second server on the same data refuses and says which one is there', async () => {
  const server = await start();
  const { code, output } = await startToFail(installation);
  expect(code).toBe(78);
  expect(output).toMatch(
    new RegExp(`StartUpError: another server works on .*data \\(process ${server.child.pid}, started .*\\); stop it`),
  );
  expect((await identify(server, server.credentials!, pictures)).status).toBe(200);
});

wholeTest('after kill -9 the lock is free', async () => {
  const server = await start();
  server.child.kill('SIGKILL');
  await server.ended;
  expect((await start()).credentials).toBeNull();
});

wholeTest('data sealed under another key, a missing key and an open key file are refused by name', async () => {
  await stopServer(await start());
  const file = keyFile();

  const other = Buffer.alloc(32, 1).toString('base64');
  const mismatch = await startToFail(installation, { environment: { BONAFIDE_MASTER_KEY: other } });
  expect([mismatch.code, mismatch.output]).toEqual([
    78,
    expect.stringContaining('was sealed under another master key'),
  ]);

  chmodSync(file, 0o644);
  const open = await startToFail(installation);
  expect([open.code, open.output]).toEqual([
    78,
    expect.stringContaining('is open to others (mode 644): run chmod 600'),
  ]);
  chmodSync(file, 0o600);

  renameSync(file, `${file}.away`);
  const missing = await startToFail(installation);
  expect([missing.code, missing.output]).toEqual([78, expect.stringContaining(`its master key is not at ${file}`)]);

  expect((await start({ environment: { BONAFIDE_MASTER_KEY_FILE: `${file}.away` } })).credentials).toBeNull();
});

test('everything wrong with the configuration is said at once', async () => {
  const { code, output } = await startToFail(installation, { environment: { PORT: 'x', BONAFIDE_WORKERS: '99' } });
  expect(code).toBe(78);
  expect(output).toContain('PORT must be a whole number');
  expect(output).toContain('BONAFIDE_WORKERS must be at most 64');
});

test('a database that is away is told from a wrong configuration, so that a start may be tried again', async () => {
  const environment = { DATABASE_URL: 'postgresql://bonafide:secret@127.0.0.1:1/bonafide' };
  expect(await startToFail(installation, { environment })).toEqual({
    code: 69,
    output: expect.stringContaining('PostgreSQL at 127.0.0.1:1/bonafide cannot be reached (ECONNREFUSED)') as string,
  });
});

wholeTest('a port in use, and a data directory that cannot be, are said in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  // With the real engine the workers are in the middle of loading their nets then.
  for (const program of inShortForm(1, Object.values(programs))) {
    const inUse = await startToFail(installation, { program, environment: { PORT: String(port) } });
    expect([inUse.code, inUse.output]).toEqual([
      78,
      expect.stringContaining(`cannot listen on 127.0.0.1, port ${port}: it is in use`),
    ]);
  }
  taken.close();

  const file = path.join(installation.directory, 'file');
  writeFileSync(file, '');
  const noDirectory = await startToFail(installation, { environment: { BONAFIDE_DATA_DIR: path.join(file, 'data') } });
  expect([noDirectory.code, noDirectory.output]).toEqual([78, expect.stringContaining('cannot be used (ENOTDIR)')]);
});

wholeTest('.env in the working directory counts', async () => {
  mkdirSync(path.join(installation.directory, 'elsewhere'));
  writeFileSync(path.join(installation.directory, '.env'), 'BONAFIDE_QUEUE_LIMT=3\n');
  expect((await start()).output()).toContain('warning: BONAFIDE_QUEUE_LIMT is not a setting');
});

wholeTest('--tls-self-signed serves HTTPS', async () => {
  const server = await start({ args: ['--tls-self-signed'], environment: { HOST: '127.0.0.1' } });
  expect(server.url).toMatch(/^https:/);
  expect(server.output()).toContain('curl -k https://localhost:');
  const status = await new Promise<number | undefined>((resolve, reject) => {
    request(`${server.url}/readyz`, { rejectUnauthorized: false }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(200);
});
