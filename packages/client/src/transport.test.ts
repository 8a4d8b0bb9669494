import type { ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startReceiver, type LoopbackReceiver } from '../../../test/support/loopback-receiver.js';
import { Bonafide, type BonafideOptions } from './index.js';

type Answer = (response: ServerResponse) => void;

let receiver: LoopbackReceiver | undefined;
afterEach(() => receiver?.close());

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  json(status, { type: `/docs#${code}`, title: 'So it is.', status, code, instance: 'urn:uuid:7e5a' }, headers);
const broken: Answer = (response) => response.destroy();
const halfAnAnswer: Answer = (response) => {
  response.writeHead(200, { 'content-length': '100' }).write('{');
  setTimeout(() => response.destroy(), 5);
};
const silent: Answer = () => undefined;

/** A server that gives these answers one after the other, and the last for ever; waits are noted and not waited for. */
async function start(answers: Answer[], options: Partial<BonafideOptions> = {}) {
  let at = 0;
  const started = await startReceiver({
    answer: (_, response) => answers[Math.min(at++, answers.length - 1)]!(response),
  });
  receiver = started;
  const waitsMs: number[] = [];
  const client = new Bonafide({
    url: `http://127.0.0.1:${started.port}/`,
    key: 'sk_test_one',
    sleep: async (ms) => void waitsMs.push(ms),
    random: () => 0.5,
    ...options,
  });
  return { client, waitsMs, requests: started.requests };
}

const newKey = { name: 'reader', scopes: ['read' as const] };
const idempotencyKeys = (requests: LoopbackReceiver['requests']): unknown[] =>
  requests.map(({ headers }) => headers['idempotency-key']);

test('a call that makes something is repeated under one Idempotency-Key, whatever went wrong', async () => {
  const { client, requests, waitsMs } = await start(
    [
      problem(429, 'rate-limited', { 'retry-after': '2' }),
      problem(503, 'not-ready', { 'retry-after': '1' }),
      broken,
      halfAnAnswer,
      problem(500, 'internal'),
      problem(409, 'idempotency-in-progress', { 'retry-after': '1' }),
      json(201, { id: 'k1', key: 'sk_live_1' }),
    ],
    { retries: 6 },
  );
  expect(await client.keys.create(newKey)).toEqual({ id: 'k1', key: 'sk_live_1' });
  // Never less than the server asks and up to a tenth more; else 0.5 s, twice as long each time, half of it by chance.
  expect(waitsMs).toEqual([2100, 1050, 1500, 3000, 6000, 1050]);
  const [first, ...others] = idempotencyKeys(requests);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(others).toEqual(Array(6).fill(first));
  expect(requests[6]).toMatchObject({
    method: 'POST',
    path: '/api/v2/keys',
    headers: { authorization: 'Bearer sk_test_one', 'content-type': 'application/json' },
    body: JSON.stringify(newKey),
  });
});

test('each call has an Idempotency-Key of its own, or that of its caller', async () => {
  const { client, requests } = await start([json(201, {})]);
  await client.keys.create(newKey);
  await client.keys.create(newKey);
  await client.keys.create(newKey, { idempotencyKey: 'order-7' });
  const [first, second, third] = idempotencyKeys(requests);
  expect(first).not.toBe(second);
  expect(third).toBe('order-7');
});

test('a form is sent again whole', async () => {
  const { client, requests } = await start([broken, json(201, { templateId: 'ada' })]);
  await client.templates.enrol({ photo: new Uint8Array([1, 2, 3]), label: 'Door', metadata: { floor: 3 } });
  expect(requests).toHaveLength(2);
  for (const { headers, body } of requests) {
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('name="photo"; filename="photo"');
    expect(body).toContain('\u0001\u0002\u0003');
    expect(body).toContain('{"floor":3}');
  }
});

test('a read is repeated after a fault, without an Idempotency-Key', async () => {
  const { client, requests } = await start([broken, problem(500, 'internal'), json(200, { id: 'v1' })]);
  expect(await client.verifications.get('a/b')).toEqual({ id: 'v1' });
  expect(requests.map(({ path }) => path)).toEqual(Array(3).fill('/api/v2/verifications/a%2Fb'));
  expect(idempotencyKeys(requests)).toEqual([undefined, undefined, undefined]);
});

test('what the caller did wrong is told at once, with everything that the server says', async () => {
  const { client, requests } = await start([
    json(422, {
      type: '/docs#face-not-found',
      title: 'No face was found in the picture.',
      status: 422,
      code: 'face-not-found',
      subject: 'selfie',
      instance: 'urn:uuid:7e5a',
    }),
    json(400, {
      title: 'Wrong.',
      status: 400,
      code: 'request-invalid',
      detail: 'selfie: give it',
      instance: 'urn:uuid:7e5b',
    }),
  ]);
  const pictures = { documentFront: 'AAAA', selfie: 'AAAA' };
  await expect(client.verifications.create(pictures)).rejects.toMatchObject({
    name: 'BonafideError',
    code: 'face-not-found',
    status: 422,
    subject: 'selfie',
    detail: null,
    requestId: '7e5a',
    retryAfterMs: null,
    message: 'face-not-found: No face was found in the picture.',
  });
  await expect(client.verifications.create(pictures)).rejects.toMatchObject({
    code: 'request-invalid',
    detail: 'selfie: give it',
  });
  expect(requests).toHaveLength(2);
});

test('a change that nobody can vouch for is not repeated after a fault, only after a refusal', async () => {
  const { client, requests, waitsMs } = await start([
    problem(503, 'not-ready', { 'retry-after': '1' }),
    broken,
    problem(500, 'internal'),
    broken,
  ]);
  await expect(client.templates.delete('ada')).rejects.toMatchObject({ code: 'network-failed', status: null });
  await expect(client.sessions.cancel('s1')).rejects.toMatchObject({ code: 'internal', status: 500 });
  // What is shown once is not asked for twice.
  await expect(client.webhookEndpoints.showCallbackSecret()).rejects.toMatchObject({ code: 'network-failed' });
  expect([requests.length, waitsMs]).toEqual([4, [1050]]);
});

test('retries come to an end; who is asked to wait long is told so at once', async () => {
  const { client, requests } = await start([problem(429, 'overloaded', { 'retry-after': '1' })], { retries: 2 });
  await expect(client.application.get()).rejects.toMatchObject({ code: 'overloaded', retryAfterMs: 1000 });
  expect(requests).toHaveLength(3);
  await receiver?.close();
  const later = await start([problem(429, 'rate-limited', { 'retry-after': '3600' })]);
  await expect(later.client.application.get()).rejects.toMatchObject({ code: 'rate-limited', retryAfterMs: 3_600_000 });
  expect(later.requests).toHaveLength(1);
});

test('an answer that does not come in time is a fault like others', async () => {
  const methods: unknown[] = [];
  const { client } = await start([silent], {
    timeoutMs: 20,
    retries: 1,
    fetch: (input, init) => {
      methods.push(init?.method);
      return fetch(input, init);
    },
  });
  await expect(client.application.get()).rejects.toMatchObject({ code: 'timed-out', status: null });
  await expect(client.application.changeSettings({})).rejects.toMatchObject({ code: 'timed-out' });
  expect(methods).toEqual(['GET', 'GET', 'PATCH']);
});

test('answers of something else are not taken for the server', async () => {
  const { client, requests } = await start(
    [
      (response) => response.writeHead(200).end('<html>'),
      (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
      (response) => response.writeHead(502).end('Bad gateway'),
    ],
    { retries: 1 },
  );
  await expect(client.application.get()).rejects.toMatchObject({ code: 'answer-invalid', status: 200 });
  await expect(client.application.get()).rejects.toMatchObject({ code: 'answer-invalid', status: 302 });
  await expect(client.application.get()).rejects.toMatchObject({ code: 'answer-invalid', status: 502 });
  expect(requests.map(({ path }) => path)).toEqual(Array(4).fill('/api/v2/application'));
});

test("a caller's signal ends the call and its waits", async () => {
  const ending = new AbortController();
  const { client, requests } = await start([problem(503, 'not-ready')], {
    sleep: () => {
      ending.abort(new Error('enough'));
      return new Promise(() => undefined);
    },
  });
  await expect(client.application.get({ signal: ending.signal })).rejects.toThrow('enough');
  await expect(client.application.get({ signal: ending.signal })).rejects.toThrow('enough');
  expect(requests).toHaveLength(1);
});

test('a list fetches its pages as they are needed', async () => {
  const { client, requests } = await start([
    json(200, { data: [{ id: 's1' }, { id: 's2' }], nextCursor: 'c/1' }),
    json(200, { data: [{ id: 's3' }], nextCursor: null }),
  ]);
  const seen: string[] = [];
  for await (const { id } of client.sessions.list({ limit: 2, status: 'DONE' })) {
    seen.push(`${id} of ${requests.length}`);
  }
  expect(seen).toEqual(['s1 of 1', 's2 of 1', 's3 of 2']);
  expect(requests.map(({ path }) => path)).toEqual([
    '/api/v2/sessions?limit=2&status=DONE',
    '/api/v2/sessions?limit=2&status=DONE&cursor=c%2F1',
  ]);
});

test('an upload goes to its address without the key', async () => {
  const { client, requests } = await start([
    (response) => {
      const url = `http://127.0.0.1:${receiver!.port}/uploads/one?signature=s`;
      const upload = { key: 'uploads/one.jpg', url, method: 'PUT', headers: { 'Content-Type': 'image/jpeg' } };
      json(201, upload)(response);
    },
    problem(503, 'not-ready'),
    (response) => response.writeHead(200).end(),
  ]);
  const sent = await client.uploads.send(new Uint8Array([65, 66]), { contentType: 'image/jpeg' });
  expect(sent.key).toBe('uploads/one.jpg');
  expect(requests[0]!.body).toBe('{"contentType":"image/jpeg","sizeBytes":2}');
  for (const { method, path, headers, body } of requests.slice(1)) {
    expect([method, path, body]).toEqual(['PUT', '/uploads/one?signature=s', 'AB']);
    expect([headers['content-type'], headers.authorization]).toEqual(['image/jpeg', undefined]);
  }
  await expect(client.uploads.send(new Uint8Array([1]))).rejects.toThrow('contentType');
});

test('an address, a key or an Idempotency-Key that cannot be is told at once, without its value', async () => {
  const { client, requests } = await start([json(201, {})]);
  await expect(client.keys.create(newKey, { idempotencyKey: 'two words' })).rejects.toThrow(
    new TypeError('idempotencyKey: must be 1 to 255 visible ASCII characters'),
  );
  const options = { url: 'http://localhost:8080', key: 'sk_live_one\n' };
  expect(() => new Bonafide(options)).toThrow(new TypeError('key: must be 1 to 255 visible ASCII characters'));
  expect(() => new Bonafide({ ...options, url: 'localhost' })).toThrow(TypeError);
  expect(requests).toEqual([]);
});
