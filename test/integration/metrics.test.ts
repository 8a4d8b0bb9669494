import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bonafide } from '../support/command-line.js';
import { startReceiver, type LoopbackReceiver } from '../support/loopback-receiver.js';
import { parseScrape, type Scrape } from '../support/prometheus-text.js';
import { identify, makeInstallation, startServer, startToFail, type ServerProcess } from '../support/server-process.js';
import { wholeTest } from '../support/test-form.js';

// A real server, scraped while it works: real calls, refusals, lost clients and webhooks, with scripted workers for speed.

const installation = makeInstallation();
const jpeg = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(2000, 7)]);
const pictures = { doc: jpeg, selfie: jpeg };
const canary = 'canary7f3a';
const settings = {
  BONAFIDE_METRICS_PORT: '0',
  BONAFIDE_WORKERS: '1',
  BONAFIDE_QUEUE_LIMIT: '1',
  BONAFIDE_ALLOWED_HOSTS: '127.0.0.1',
};

let server: ServerProcess;
let receiver: LoopbackReceiver;
let metricsUrl: string;
let adminKey: string;

const scrapeText = async (): Promise<string> => {
  const response = await fetch(metricsUrl);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return response.text();
};
const scrape = async (): Promise<Scrape> => parseScrape(await scrapeText());

/** What a request left in the metrics is there once its connection is done with it: a moment after its answer. */
async function scrapeUntil(holds: (now: Scrape) => boolean): Promise<Scrape> {
  for (let tries = 0; tries < 400; tries++) {
    const now = await scrape();
    if (holds(now)) return now;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it never came to be: ${await scrapeText()}`);
}

const api = (method: string, address: string, body?: unknown) =>
  fetch(`${server.url}/api/v2${address}`, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  receiver = await startReceiver({
    answer: ({ path }, response) => response.writeHead(path === '/broken' ? 500 : 204).end(),
  });
  server = await startServer(installation, { environment: settings });
  const port = /"event":"metrics-listening","port":(\d+)/.exec(server.output())?.[1];
  metricsUrl = `http://127.0.0.1:${port}/metrics`;
  const made = await bonafide(
    installation,
    ['keys', 'create', '--json', '--scope', 'admin', '--scope', 'verify', '--scope', 'read'],
    settings,
  );
  adminKey = (JSON.parse(made.out) as { key: string }).key;
});
afterAll(async () => {
  server.child.kill('SIGKILL');
  await server.ended;
  await receiver.close();
  installation.remove();
});

test('a server that has just started says so, and what it is made of', async () => {
  const now = await scrape();
  expect(now.value('bonafide_ready')).toBe(1);
  expect(now.value('bonafide_database_up')).toBe(1);
  expect(now.value('bonafide_build_info', { node: process.version })).toBe(1);
  expect(now.value('bonafide_model_info', { part: 'face-recogniser', status: 'installed' })).toBe(1);
  expect(now.value('bonafide_model_info', { part: 'attack-detection', status: 'not-installed' })).toBe(1);
  expect(now.value('bonafide_engine_threads')).toBe(1);
  expect(now.value('bonafide_admission_limit', { state: 'waiting' })).toBe(1);
  expect(now.value('bonafide_jobs_due', { queue: 'webhook-delivery' })).toBe(0);
  expect(now.value('bonafide_jobs_oldest_due_seconds', { queue: 'webhook-delivery' })).toBe(0);
  expect(now.value('process_resident_memory_bytes')).toBeGreaterThan(2 ** 20);
  expect(now.value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0);
});

test('calls are counted by dialect, route, method and status, with what their work came to', async () => {
  for (let call = 0; call < 3; call++) expect((await identify(server, server.credentials!, pictures)).status).toBe(200);
  expect((await identify(server, { ...server.credentials!, key: canary }, pictures)).status).toBe(401);
  const identified = { surface: 'ooto', route: '/api/v1.0/doc/identify', method: 'POST' };
  const count = 'bonafide_http_request_duration_seconds_count';
  const now = await scrapeUntil(
    (seen) =>
      seen.value(count, { ...identified, status: '4xx' }) === 1 &&
      seen.value(count, { ...identified, status: '2xx' }) === 3,
  );
  expect(now.value('bonafide_http_failures_total', { surface: 'ooto', code: 'credentials-invalid' })).toBe(1);
  const work = { operation: 'doc-identify', mode: 'live' };
  expect(now.sum('bonafide_operations_total', { ...work, dialect: 'ooto' })).toBe(3);
  expect(now.value('bonafide_operation_duration_seconds_count', work)).toBe(3);
  expect(now.value('bonafide_engine_task_duration_seconds_count', { task: 'analyseSelfie', outcome: 'ok' })).toBe(3);
  // 15 ms each: what the scripted engine says that it took.
  expect(now.value('bonafide_engine_stage_duration_seconds_sum', { stage: 'selfie.embed' })).toBeCloseTo(0.015, 9);
  expect(now.value('bonafide_engine_stage_duration_seconds_count', { stage: 'document.read' })).toBe(3);
  expect(now.value('bonafide_http_requests_in_flight')).toBe(0);
});

test('calls that find no place are told as refusals', async () => {
  const calls = Array.from({ length: 12 }, () => identify(server, server.credentials!, pictures));
  const refused = (await Promise.all(calls)).filter(({ status }) => status === 429).length;
  expect(refused).toBeGreaterThan(0);
  const now = await scrapeUntil(
    (seen) => seen.value('bonafide_http_failures_total', { surface: 'ooto', code: 'overloaded' }) === refused,
  );
  expect(now.value('bonafide_admission_calls', { state: 'running' })).toBe(0);
});

test('a client that goes away before its answer is counted, and in flight no more', async () => {
  const before = (await scrape()).sum('bonafide_http_request_duration_seconds_count', { status: 'aborted' });
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  const { applicationId, key } = server.credentials!;
  socket.write(
    `POST /api/v1.0/doc/identify HTTP/1.1\r\nHost: a\r\nAPP-ID: ${applicationId}\r\nAPP-KEY: ${key}\r\n` +
      'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n',
  );
  await scrapeUntil((seen) => seen.value('bonafide_http_requests_in_flight') === 1);
  socket.destroy();
  const now = await scrapeUntil((seen) => seen.value('bonafide_http_requests_in_flight') === 0);
  expect(now.sum('bonafide_http_request_duration_seconds_count', { status: 'aborted' })).toBe(before + 1);
});

test('deliveries are counted by what came of them, and how late they were', async () => {
  for (const path of ['hook', 'broken']) {
    const url = `http://127.0.0.1:${receiver.port}/${path}`;
    expect((await api('POST', '/webhook-endpoints', { url, eventTypes: ['session.updated'] })).status).toBe(201);
  }
  const made = await api('POST', '/sessions', { scopes: ['document'], userIdentifier: canary });
  const { id } = (await made.json()) as { id: string };
  expect((await api('POST', `/sessions/${id}/cancel`)).status).toBe(200);
  const attempts = { mode: 'live', receiver: 'endpoint' };
  const now = await scrapeUntil(
    (seen) =>
      seen.value('bonafide_webhook_attempts_total', { ...attempts, result: 'delivered' }) === 1 &&
      seen.value('bonafide_webhook_attempts_total', { ...attempts, result: 'status' })! >= 1,
  );
  expect(now.value('bonafide_webhook_delay_seconds_count', { mode: 'live' })).toBe(1);
  expect(now.value('bonafide_webhook_delay_seconds_sum', { mode: 'live' })).toBeLessThan(60);
});

test('what callers make up becomes no label: addresses, methods, ids, names and keys', async () => {
  const before = (await scrape()).samples.length;
  const made = [...Array(40).keys()].map((number) => `${canary}${number}`);
  for (const name of made) {
    await fetch(`${server.url}/${name}?${name}=${name}`, { headers: { 'user-agent': name, 'x-request-id': name } });
    await fetch(`${server.url}/api/v1.0/${name}`);
    await fetch(`${server.url}/api/v2/verifications/${name}`, { headers: { authorization: `Bearer ${name}` } });
    await fetch(`${server.url}/flow/${name}`);
    await fetch(`${server.url}/dashboard/${name}`);
  }
  await fetch(`${server.url}/${canary}`, { method: 'PROPFIND' });
  const count = 'bonafide_http_request_duration_seconds_count';
  const now = await scrapeUntil((seen) => seen.value(count, { method: 'other' }) === 1);
  expect(now.value(count, { surface: 'other', route: 'none', method: 'GET', status: '4xx' })).toBe(40);
  expect(now.value(count, { surface: 'ooto', route: 'none', method: 'GET' })).toBe(40);
  // Five series more of requests, each with its buckets, and a handful of failures; not 200.
  expect(now.samples.length - before).toBeLessThan(130);
  const text = await scrapeText();
  const { applicationId, key } = server.credentials!;
  for (const secret of [canary, applicationId, key, adminKey, 'ERIKSSON', installation.directory]) {
    expect(text).not.toContain(secret);
  }
});

test('only /metrics is there, and not on the port that callers reach', async () => {
  const { origin } = new URL(metricsUrl);
  expect((await fetch(`${origin}/`)).status).toBe(404);
  expect((await fetch(metricsUrl, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
});

wholeTest('a port that is taken stops the start and is named', async () => {
  const other = makeInstallation();
  const { port } = new URL(metricsUrl);
  const { code, output } = await startToFail(other, { environment: { BONAFIDE_METRICS_PORT: port } });
  other.remove();
  expect(code).toBe(78);
  expect(output).toContain(
    `port ${port}: it is in use; stop what listens there or choose another BONAFIDE_METRICS_PORT`,
  );
});

test('a server that stops says so to the last, and ends', async () => {
  server.child.kill('SIGTERM');
  await scrapeUntil((seen) => seen.value('bonafide_ready') === 0);
  expect(await server.ended).toBe(0);
});
