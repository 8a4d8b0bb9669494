import { afterAll, beforeAll, expect, test } from 'vitest';
import { failureAnswerSchema, identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import { bonafide, changeSettings } from '../support/command-line.js';
import {
  makeInstallation,
  startServer,
  stopServer,
  type Credentials,
  type ServerProcess,
} from '../support/server-process.js';
import { wholeTest } from '../support/test-form.js';

// The whole server with scripted workers: equal requests, in a real database, through real sockets.
const installation = makeInstallation();
const atOnce = 50;
let server: ServerProcess;

beforeAll(async () => {
  // An application alone gets four fifths of all places.
  server = await startServer(installation, { environment: { BONAFIDE_QUEUE_LIMIT: String(4 * atOnce) } });
  const { applicationId } = server.credentials!;
  await changeSettings(installation, applicationId, { limits: { burst: 4 * atOnce, perSecond: 1000 } });
});
afterAll(async () => {
  await stopServer(server);
  installation.remove();
});

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3);
const otherJpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 4, 5, 6);

/** A call with its fields in the order given, and a boundary of its own, as every multipart body has. */
function call(
  key: string,
  pictures: Readonly<Record<string, Uint8Array>>,
  { path = '/doc/identify', credentials = server.credentials! }: { path?: string; credentials?: Credentials } = {},
): Promise<Response> {
  const body = new FormData();
  for (const [name, bytes] of Object.entries(pictures)) body.append(name, new Blob([Uint8Array.from(bytes)]), 'a.jpg');
  const headers = { 'APP-ID': credentials.applicationId, 'APP-KEY': credentials.key, 'Idempotency-Key': key };
  return fetch(`${server.url}/api/v1.0${path}`, { method: 'POST', headers, body });
}

const newKey = async (...options: string[]): Promise<Credentials> =>
  JSON.parse((await bonafide(installation, ['keys', 'create', '--json', ...options])).out) as Credentials;

/** Calls that were executed, by what the usage counts. */
async function executed(operation: string): Promise<number> {
  const { applicationId } = server.credentials!;
  const { out } = await bonafide(installation, ['applications', 'usage', applicationId, '--json']);
  const { usage } = JSON.parse(out) as { usage: { operation: string; calls: number }[] };
  return usage.filter((row) => row.operation === operation).reduce((sum, { calls }) => sum + calls, 0);
}

test(`${atOnce} equal requests at once: one execution, ${atOnce} byte-equal answers`, async () => {
  const before = await executed('doc-identify');
  const pictures = { doc: jpeg, selfie: otherJpeg };
  const responses = await Promise.all(Array.from({ length: atOnce }, () => call('order-1', pictures)));
  expect(responses.map(({ status }) => status)).toEqual(Array.from({ length: atOnce }, () => 200));
  const bodies = await Promise.all(responses.map(async (response) => Buffer.from(await response.arrayBuffer())));
  const [first] = bodies;
  expect(bodies.every((body) => body.equals(first!))).toBe(true);
  identifyAnswerSchema.parse(JSON.parse(first!.toString()));
  expect((await executed('doc-identify')) - before).toBe(1);
  // Later too, whatever the order of the fields.
  const later = await call('order-1', { selfie: otherJpeg, doc: jpeg });
  expect(Buffer.from(await later.arrayBuffer()).equals(first!)).toBe(true);
});

test('the same key with another body, or another call, is 422', async () => {
  expect((await call('order-2', { doc: jpeg, selfie: jpeg })).status).toBe(200);
  for (const conflicting of [
    await call('order-2', { doc: jpeg, selfie: otherJpeg }),
    await call('order-2', { doc: otherJpeg, selfie: jpeg }),
    await call('order-2', { photo: jpeg }, { path: '/liveness' }),
  ]) {
    const { result } = failureAnswerSchema.parse(await conflicting.json());
    expect([conflicting.status, result.code]).toEqual([422, 422]);
  }
});

test('what was asked for in the query is part of the request', async () => {
  const pictures = { first_photo: jpeg, second_photo: jpeg };
  const plain = await call('order-3', pictures, { path: '/verify' });
  expect(plain.status).toBe(200);
  expect((await call('order-3', pictures, { path: '/verify?check_liveness=true' })).status).toBe(422);
  // Both generations of names carry the same pictures: the same request.
  const renamed = await call('order-3', { first_selfie: jpeg, second_selfie: jpeg }, { path: '/verify' });
  expect(await renamed.text()).toBe(await plain.text());
});

wholeTest('a failure of the request is remembered like any answer', async () => {
  const before = await executed('doc-identify');
  const first = await call('order-4', { doc: jpeg });
  const again = await call('order-4', { doc: jpeg });
  const text = await first.text();
  expect([first.status, JSON.parse(text)]).toMatchObject([400, { result: { code: 1, field: 'selfie' } }]);
  expect([again.status, await again.text()]).toEqual([400, text]);
  expect((await executed('doc-identify')) - before).toBe(1);
});

wholeTest('keys of another application, and of the sandbox, are others', async () => {
  const pictures = { doc: jpeg, selfie: jpeg };
  const sandbox = await newKey('--app', server.credentials!.applicationId, '--mode', 'test');
  const neighbour = await newKey('--new-app', 'neighbour');
  const responses = [
    await call('order-5', pictures),
    await call('order-5', pictures, { credentials: sandbox }),
    await call('order-5', pictures, { credentials: neighbour }),
  ];
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(3);
});

wholeTest('a key that has used up its burst is told so, and when to come back', async () => {
  const credentials = await newKey('--new-app', 'slow');
  await changeSettings(installation, credentials.applicationId, { limits: { burst: 2, perSecond: 0.1 } });
  const once = (key: string) => call(key, {}, { credentials });
  const responses = [await once('a'), await once('b'), await once('c')];
  const told = (name: string) => responses.map(({ headers }) => headers.get(name));
  expect(responses.map(({ status }) => status)).toEqual([400, 400, 429]);
  expect(told('ratelimit-limit')).toEqual(['2', '2', '2']);
  expect(told('ratelimit-remaining')).toEqual(['1', '0', '0']);
  expect(told('retry-after').slice(0, 2)).toEqual([null, null]);
  const waitSeconds = Number(told('retry-after')[2]);
  expect(waitSeconds).toBeGreaterThanOrEqual(1);
  expect(waitSeconds).toBeLessThanOrEqual(10);
  const { result } = failureAnswerSchema.parse(await responses[2]!.json());
  expect(result).toEqual({ status: 'error', code: 429, info: 'too many requests' });
});
