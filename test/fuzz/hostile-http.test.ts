import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSandboxServer, type SandboxServer } from '../support/sandbox-server.js';
import { decodingPool } from './http/decoding-pool.js';
import { fuzzServer } from './http/fuzz-server.js';

// The whole server on a real socket, pictures decoded for real; without models, so that there are many requests.
let server: SandboxServer;
beforeAll(async () => {
  server = await startSandboxServer({ pool: decodingPool });
});
afterAll(() => server.close());

const runs = Number(process.env['BONAFIDE_FUZZ_HTTP'] ?? 250);
const seed = Number(process.env['BONAFIDE_FUZZ_SEED'] ?? 20_260_801);

test('hostile requests to every call: each answer is one that the call declares, and the server lives', async () => {
  const { requests, slowestMs, statuses } = await fuzzServer(server, { seed, runs });
  const told = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`);
  process.stdout.write(`${requests} requests, seed ${seed}, slowest ${Math.round(slowestMs)} ms, ${told.join(', ')}\n`);
  expect(requests).toBeGreaterThanOrEqual(runs);
  expect(Object.keys(statuses).length).toBeGreaterThan(3);
}, 600_000);

const nested = `{"metadata":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}},"scopes":["LIVENESS"]}`;
test.each([
  ['POST', '/api/v2/sessions'],
  ['PATCH', '/api/v2/application/settings'],
  ['POST', '/api/v1.0/flow/sessions'],
])('JSON nested 20,000 levels deep is the fault of the request: %s %s', async (method, path) => {
  const headers = { ...server.headers(path), 'content-type': 'application/json' };
  expect((await fetch(server.url + path, { method, headers, body: nested })).status).toBe(400);
});

test('an address with broken escapes, or an id longer than any, is answered in the form of its dialect', async () => {
  const get = async (path: string): Promise<unknown> => (await fetch(server.url + path)).json();
  expect(await get('/api/v2/files/%zz')).toMatchObject({ status: 400, code: 'request-invalid' });
  expect(await get(`/api/v2/files/${'x'.repeat(300)}`)).toMatchObject({ status: 404, code: 'not-found' });
});
