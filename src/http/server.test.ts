import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Principal } from '#domain/access.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { failureAnswerSchema, identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import type { ServerState } from '#http/readiness.js';
import { buildServer } from '#http/server.js';
import { pictureLimitBytes } from '#http/uploads/read-pictures.js';
import { createAdmission } from '#services/admission.js';
import type { VerifyIdentityRequest } from '#services/verify-identity.js';

// The HTTP layer alone, over real sockets: what it hands to the service and what it makes of the answer.
const principal: Principal = { applicationId: 'app_a', keyId: 'k1', mode: 'live', scopes: ['verify'] };
const jpeg = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff, 0xe0), Buffer.alloc(2000, 7)]);

let app: FastifyInstance;
let origin: string;
let state: ServerState;
let asked: VerifyIdentityRequest[];
let answer: () => Promise<Outcome<Verification>>;
let scopes: Principal['scopes'];
let logged: string;

beforeEach(async () => {
  state = 'ready';
  asked = [];
  scopes = ['verify'];
  answer = async () => ok(sampleVerification());
  logged = '';
  app = buildServer(
    {
      readiness: {
        get state() {
          return state;
        },
      },
      admission: createAdmission({ running: 1, waiting: 1 }),
      authenticate: async (credentials) =>
        credentials?.key === 'right' && credentials.applicationId === 'app_a'
          ? ok({ ...principal, scopes })
          : fail({ code: 'credentials-invalid' }),
      verifyIdentity: async (request) => {
        asked.push(request);
        return answer();
      },
    },
    { logger: pino({}, { write: (line) => void (logged += line) }), tls: null, trustedProxies: [] },
  );
  await app.listen({ port: 0, host: '127.0.0.1', listenTextResolver: () => 'listening' });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterEach(() => app.close());

const right = { 'APP-ID': 'app_a', 'APP-KEY': 'right' };
const blob = (bytes: Uint8Array): Blob => new Blob([Uint8Array.from(bytes)]);

function form(parts: Record<string, Uint8Array | string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(parts)) {
    if (typeof value === 'string') data.append(name, value);
    else data.append(name, blob(value), `${name}.jpg`);
  }
  return data;
}

const post = (body: FormData | string | null, headers: Record<string, string> = right, path = '/doc/identify') =>
  fetch(`${origin}/api/v1.0${path}`, { method: 'POST', headers, body });

async function failureOf(response: Response) {
  const { transactionId, result } = failureAnswerSchema.parse(await response.json());
  expect(transactionId).toMatch(/^[0-9a-f-]{36}$/);
  return [response.status, result.code, result.field] as const;
}

test.each(['/doc/identify', '/doc/compare'])('%s answers in the published shape', async (path) => {
  const response = await post(form({ doc: jpeg, selfie: jpeg }), right, path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body = identifyAnswerSchema.parse(await response.json());
  expect(body.result.comparison).toEqual({ similarity: 0.9124, same: true });
  expect(asked).toEqual([
    {
      transactionId: body.transactionId,
      principal,
      operation: 'doc-identify',
      document: { status: 'complete', bytes: jpeg },
      selfie: { status: 'complete', bytes: jpeg },
    },
  ]);
});

test('parts may come in any order, with others between them, and as fields', async () => {
  const data = new FormData();
  data.append('note', 'hello');
  data.append('selfie', blob(jpeg));
  data.append('doc', 'a text field');
  data.append('doc', blob(jpeg), 'second.jpg');
  await post(data);
  expect(asked[0]).toMatchObject({
    document: { status: 'complete', bytes: Buffer.from('a text field') },
    selfie: { status: 'complete', bytes: jpeg },
  });
});

test.each([
  ['no body', null, right],
  ['JSON', '{"doc": "x"}', { ...right, 'content-type': 'application/json' }],
  ['broken JSON', '{', { ...right, 'content-type': 'application/json' }],
  ['a form without a boundary', 'x', { ...right, 'content-type': 'multipart/form-data' }],
  ['an unknown type', 'x', { ...right, 'content-type': 'application/x-unknown' }],
  [
    'a multipart body that is cut off',
    '--b\r\nContent-Disposition: form-data; name="doc"\r\n\r\nabc',
    { ...right, 'content-type': 'multipart/form-data; boundary=b' },
  ],
])('%s has no pictures', async (_name, body, headers) => {
  answer = async () => fail({ code: 'image-missing', subject: 'document' });
  expect(await failureOf(await post(body, headers))).toEqual([400, 1, 'doc']);
  expect(asked[0]).toMatchObject({ document: { status: 'missing' }, selfie: { status: 'missing' } });
});

test.each([
  ['none', {}],
  ['no id', { 'APP-KEY': 'right' }],
  ['no key', { 'APP-ID': 'app_a' }],
  ['a wrong key', { 'APP-ID': 'app_a', 'APP-KEY': 'wrong' }],
  ['another application', { 'APP-ID': 'app_b', 'APP-KEY': 'right' }],
])('credentials: %s is 401 in the envelope', async (_name, headers) => {
  expect(await failureOf(await post(form({ doc: jpeg, selfie: jpeg }), headers))).toEqual([401, 401, undefined]);
  expect(asked).toEqual([]);
});

test('a key without the scope is 403', async () => {
  scopes = ['read'];
  expect(await failureOf(await post(form({ doc: jpeg, selfie: jpeg })))).toEqual([403, 403, undefined]);
});

test('one verification too many is 429 with Retry-After, before its body is read', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  answer = async () => {
    await held;
    return ok(sampleVerification());
  };
  const inside = [post(form({ doc: jpeg, selfie: jpeg })), post(form({ doc: jpeg, selfie: jpeg }))];
  while (asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const refused = await post(form({ doc: jpeg, selfie: jpeg }));
  expect(await failureOf(refused)).toEqual([429, 429, undefined]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  release();
  expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(form({ doc: jpeg, selfie: jpeg }))).status).toBe(200);
});

test('a fault of ours is 500 without a word about it, and its message is not logged', async () => {
  answer = async () => {
    throw new Error('Unexpected token E in ERIKSSON');
  };
  expect(await failureOf(await post(form({ doc: jpeg, selfie: jpeg })))).toEqual([500, 500, undefined]);
  expect(logged).toContain('"event":"request-fault"');
  expect(logged).not.toContain('ERIKSSON');
  answer = async () => ok({ ...sampleVerification(), document: { ...sampleVerification().document, portrait: null } });
  expect(await failureOf(await post(form({ doc: jpeg, selfie: jpeg })))).toEqual([500, 500, undefined]);
});

test('the deadline is our fault, not the request’s', async () => {
  answer = async () => fail({ code: 'deadline-exceeded' });
  expect(await failureOf(await post(form({ doc: jpeg, selfie: jpeg })))).toEqual([500, 500, undefined]);
});

test('while starting and draining: 503 in the envelope, not ready, alive', async () => {
  for (state of ['starting', 'draining'] as const) {
    const refused = await post(form({ doc: jpeg, selfie: jpeg }));
    expect(await failureOf(refused)).toEqual([503, 503, undefined]);
    expect(refused.headers.get('retry-after')).toBe('5');
    const readyz = await fetch(`${origin}/readyz`);
    expect([readyz.status, await readyz.json()]).toEqual([503, { status: state }]);
    expect((await fetch(`${origin}/livez`)).status).toBe(200);
  }
  state = 'ready';
  expect((await fetch(`${origin}/readyz`)).status).toBe(200);
});

test('an unknown address of the dialect is 404 in its envelope, any other one outside it', async () => {
  expect(await failureOf(await post(null, right, '/nothing'))).toEqual([404, 404, undefined]);
  const response = await fetch(`${origin}/nothing?token=secret`);
  expect([response.status, await response.json()]).toEqual([404, { error: 'not found' }]);
});

test('answers carry the security headers and a request id of ours', async () => {
  const response = await fetch(`${origin}/livez`, { headers: { 'x-request-id': 'injected' } });
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('the log holds the event, and no key, query, file name or value', async () => {
  const response = await post(form({ doc: jpeg, selfie: jpeg }), right, '/doc/identify?api_key=secret-in-query');
  const { transactionId } = (await response.json()) as { transactionId: string };
  await fetch(`${origin}/unknown/secret-in-path`);
  await app.close();
  const events = logged
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.find(({ event, route }) => event === 'request' && route !== null)).toMatchObject({
    method: 'POST',
    route: '/api/v1.0/doc/identify',
    status: 200,
    applicationId: 'app_a',
    transactionId,
  });
  for (const secret of ['secret-in', 'right', 'doc.jpg', 'ERIKSSON', 'L898902C3', '127.0.0.1']) {
    expect(logged.includes(secret), secret).toBe(false);
  }
});

/** A multipart body that never ends, and how much of it the server took. */
function endlessPart(name: string): { body: ReadableStream; taken: () => number; type: string } {
  let taken = 0;
  async function* chunks() {
    yield Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\n\r\n`);
    yield jpeg.subarray(0, 4);
    for (;;) {
      taken += 65_536;
      yield Buffer.alloc(65_536);
    }
  }
  return {
    body: Readable.toWeb(Readable.from(chunks())) as ReadableStream,
    taken: () => taken,
    type: 'multipart/form-data; boundary=b',
  };
}

test.each([
  ['doc', 'document', pictureLimitBytes],
  ['selfie', 'selfie', 2 * pictureLimitBytes],
  ['other', null, 2 * pictureLimitBytes],
] as const)('an endless part %j is refused soon after its limit', async (name, subject, limitBytes) => {
  answer = async () => fail({ code: 'image-too-large', subject: 'document' });
  const { body, type, taken } = endlessPart(name);
  const response = await fetch(`${origin}/api/v1.0/doc/identify`, {
    method: 'POST',
    headers: { ...right, 'content-type': type },
    body,
    duplex: 'half',
  });
  expect(await failureOf(response)).toEqual([400, 4, 'doc']);
  if (subject !== null) expect(asked[0]?.[subject]).toMatchObject({ status: 'too-large' });
  // What the client could push also lies in socket buffers of both sides.
  expect(taken()).toBeLessThan(limitBytes + 16 * 1024 * 1024);
});

test('an oversized document ends reading at the limit; the server takes at most 64 kB more', async () => {
  answer = async () => fail({ code: 'image-too-large', subject: 'document' });
  let readBytes = 0;
  app.server.on('connection', (socket) => {
    socket.on('close', () => (readBytes = socket.bytesRead));
  });
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'POST /api/v1.0/doc/identify HTTP/1.1\r\nHost: x\r\nAPP-ID: app_a\r\nAPP-KEY: right\r\n' +
      `Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ${10 ** 9}\r\n\r\n` +
      '--b\r\nContent-Disposition: form-data; name="doc"; filename="a"\r\n\r\n',
  );
  const pump = setInterval(() => {
    while (socket.writable && socket.writableLength < 1_000_000) socket.write(Buffer.alloc(65_536, 0xff));
  }, 1);
  const closed = new Promise((resolve) => socket.on('close', resolve));
  const [received] = (await once(socket, 'data')) as [Buffer];
  expect(received.toString()).toMatch(/^HTTP\/1\.1 400 /);
  expect(received.toString()).toContain('"code":4');
  await closed;
  clearInterval(pump);
  while (readBytes === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(readBytes).toBeLessThan(pictureLimitBytes + 64 * 1024 + 4 * 65_536);
});

test('an oversized selfie that comes first still lets the document’s failure be told', async () => {
  const data = new FormData();
  data.append('selfie', blob(Buffer.concat([jpeg, Buffer.alloc(pictureLimitBytes)])), 's.jpg');
  data.append('doc', blob(Buffer.from('text')), 'd.jpg');
  answer = async () => fail({ code: 'image-type-unsupported', subject: 'document' });
  expect(await failureOf(await post(data))).toEqual([400, 2, 'doc']);
  expect(asked[0]).toMatchObject({
    document: { status: 'complete', bytes: Buffer.from('text') },
    selfie: { status: 'too-large' },
  });
});

test('a picture of exactly the limit is taken whole', async () => {
  await post(form({ doc: Buffer.alloc(pictureLimitBytes, 1), selfie: jpeg }));
  expect(asked[0]?.document.status === 'complete' && asked[0].document.bytes.length).toBe(pictureLimitBytes);
  await post(form({ doc: Buffer.alloc(pictureLimitBytes + 1, 1), selfie: jpeg }));
  expect(asked[1]?.document.status).toBe('too-large');
});

test('a client that goes away in the middle of its upload costs its place only', async () => {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(
    'POST /api/v1.0/doc/identify HTTP/1.1\r\nHost: x\r\nAPP-ID: app_a\r\nAPP-KEY: right\r\n' +
      'Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n' +
      '--b\r\nContent-Disposition: form-data; name="doc"; filename="a"\r\n\r\nabc',
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toEqual([]);
  const both = await Promise.all([post(form({ doc: jpeg, selfie: jpeg })), post(form({ doc: jpeg, selfie: jpeg }))]);
  expect(both.map(({ status }) => status)).toEqual([200, 200]);
});
