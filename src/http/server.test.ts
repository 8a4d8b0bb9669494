import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail, ok } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { failureAnswerSchema, identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import {
  blob,
  jpeg,
  pictureForm,
  postTo,
  principal,
  rightHeaders as right,
  startHttp,
  type HttpUnderTest,
} from '#http/http-under-test.suite.js';

let http: HttpUnderTest;
beforeEach(async () => {
  http = await startHttp();
});
afterEach(() => http.app.close());

const bothPictures = (): FormData => pictureForm({ doc: jpeg, selfie: jpeg });
const post = (body: RequestInit['body'], headers: Record<string, string> = right, path?: string) =>
  postTo(http, body, headers, path);

async function failureOf(response: Response) {
  const { transactionId, result } = failureAnswerSchema.parse(await response.json());
  expect(transactionId).toMatch(/^[0-9a-f-]{36}$/);
  return [response.status, result.code, result.field] as const;
}

test.each(['/doc/identify', '/doc/compare'])('%s answers in the published shape', async (path) => {
  const response = await post(bothPictures(), right, path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
  const body = identifyAnswerSchema.parse(await response.json());
  expect(body.result.comparison).toEqual({ similarity: 0.9124, same: true });
  expect(http.asked).toEqual([
    {
      transactionId: body.transactionId,
      principal,
      dialect: 'ooto',
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
  expect(http.asked[0]).toMatchObject({
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
  http.answer = async () => fail({ code: 'image-missing', subject: 'document' });
  expect(await failureOf(await post(body, headers))).toEqual([400, 1, 'doc']);
  expect(http.asked[0]).toMatchObject({ document: { status: 'missing' }, selfie: { status: 'missing' } });
});

test.each([
  ['none', {}],
  ['no id', { 'APP-KEY': 'right' }],
  ['no key', { 'APP-ID': 'app_a' }],
  ['a wrong key', { 'APP-ID': 'app_a', 'APP-KEY': 'wrong' }],
  ['another application', { 'APP-ID': 'app_b', 'APP-KEY': 'right' }],
])('credentials: %s is 401 in the envelope', async (_name, headers) => {
  expect(await failureOf(await post(bothPictures(), headers))).toEqual([401, 401, undefined]);
  expect(http.asked).toEqual([]);
});

test('a key without the scope is 403', async () => {
  http.scopes = ['read'];
  expect(await failureOf(await post(bothPictures()))).toEqual([403, 403, undefined]);
});

test('one verification too many is 429 with Retry-After, before its body is read', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  http.answer = async () => {
    await held;
    return ok(sampleVerification());
  };
  const inside = [post(bothPictures()), post(bothPictures())];
  while (http.asked.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  const refused = await post(bothPictures());
  expect(await failureOf(refused)).toEqual([429, 429, undefined]);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  release();
  expect((await Promise.all(inside)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(bothPictures())).status).toBe(200);
});

test('a fault of ours is 500 without a word about it, and its message is not logged', async () => {
  http.answer = async () => {
    throw new Error('Unexpected token E in ERIKSSON');
  };
  expect(await failureOf(await post(bothPictures()))).toEqual([500, 500, undefined]);
  expect(http.logged()).toContain('"event":"request-fault"');
  expect(http.logged()).not.toContain('ERIKSSON');
  http.answer = async () =>
    ok({ ...sampleVerification(), document: { ...sampleVerification().document, portrait: null } });
  expect(await failureOf(await post(bothPictures()))).toEqual([500, 500, undefined]);
});

test('the deadline is our fault, not the request’s', async () => {
  http.answer = async () => fail({ code: 'deadline-exceeded' });
  expect(await failureOf(await post(bothPictures()))).toEqual([500, 500, undefined]);
});

test('while starting and draining: 503 in the envelope, not ready, alive', async () => {
  for (const state of ['starting', 'draining'] as const) {
    http.state = state;
    const refused = await post(bothPictures());
    expect(await failureOf(refused)).toEqual([503, 503, undefined]);
    expect(refused.headers.get('retry-after')).toBe('5');
    const readyz = await fetch(`${http.origin}/readyz`);
    expect([readyz.status, await readyz.json()]).toEqual([503, { status: state }]);
    expect((await fetch(`${http.origin}/livez`)).status).toBe(200);
  }
  http.state = 'ready';
  expect((await fetch(`${http.origin}/readyz`)).status).toBe(200);
});

test('an unknown address of the dialect is 404 in its envelope, any other one outside it', async () => {
  expect(await failureOf(await post(null, right, '/nothing'))).toEqual([404, 404, undefined]);
  const response = await fetch(`${http.origin}/nothing?token=secret`);
  expect([response.status, await response.json()]).toEqual([404, { error: 'not found' }]);
});

test('answers carry the security headers and a request id of ours', async () => {
  const response = await fetch(`${http.origin}/livez`, { headers: { 'x-request-id': 'injected' } });
  const names = ['cache-control', 'content-security-policy', 'referrer-policy', 'x-content-type-options'];
  expect(names.map((name) => response.headers.get(name))).toEqual([
    'no-store',
    "default-src 'none'; frame-ancestors 'none'",
    'no-referrer',
    'nosniff',
  ]);
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('the log holds the event, and no key, query, file name or value', async () => {
  const response = await post(bothPictures(), right, '/doc/identify?api_key=secret-in-query');
  const { transactionId } = (await response.json()) as { transactionId: string };
  await fetch(`${http.origin}/unknown/secret-in-path`);
  await http.app.close();
  const events = http
    .logged()
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
    expect(http.logged().includes(secret), secret).toBe(false);
  }
});
