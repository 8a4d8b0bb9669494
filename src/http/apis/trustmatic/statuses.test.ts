import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureAnswerSchema as ootoFailureSchema } from '#http/apis/ooto/schema.js';
import { publishedRequest } from '#http/apis/trustmatic/fixtures.suite.js';
import { failureAnswerSchema } from '#http/apis/trustmatic/schema.js';
import {
  base64,
  basic,
  received,
  startTrustmatic,
  type TrustmaticUnderTest,
} from '#http/apis/trustmatic/trustmatic-under-test.suite.js';

let api: TrustmaticUnderTest;
beforeAll(async () => {
  api = await startTrustmatic();
});
afterAll(() => api.close());

const body = publishedRequest(base64('owner'), base64('owner'));
const verify = (headers: Record<string, string> = {}, content: unknown = body): Promise<Response> =>
  api.postJson('/face/verify', content, headers);
async function failureOf(response: Response | Promise<Response>) {
  const [status, answer] = await received(response);
  const { error, sessionId = null } = failureAnswerSchema.parse(answer);
  return [status, error, sessionId];
}

describe('401, and how to authenticate', () => {
  test.each<[string, () => string]>([
    ['nothing', () => ''],
    ['another scheme', () => `Bearer ${api.key}`],
    ['no base64', () => 'Basic ?'],
    ['no colon', () => `Basic ${Buffer.from(api.key).toString('base64')}`],
    ['no user', () => basic('', api.key)],
    ['no password', () => basic(api.applicationId, '')],
    ['a wrong password', () => basic(api.applicationId, `${api.key}x`)],
    ['another application', () => basic('app_b', api.key)],
  ])('%s', async (_, authorization) => {
    const response = await verify({ authorization: authorization() });
    expect(response.headers.get('www-authenticate')).toBe('Basic realm="Bonafide", charset="UTF-8"');
    expect(await failureOf(response)).toEqual([401, 'UNAUTHORIZED', null]);
  });
});

test('the scheme is written in any case', async () => {
  const authorization = basic(api.applicationId, api.key).replace('Basic', 'basic');
  expect((await verify({ authorization })).status).toBe(200);
});

test.each<[string, string]>([
  ['no JSON', '{'],
  ['no object', '"a"'],
  ['no session', JSON.stringify({ ...body, sessionId: undefined })],
  ['an empty session', JSON.stringify({ ...body, sessionId: '' })],
  ['a session that is no text', JSON.stringify({ ...body, sessionId: 1 })],
  ['an overlong session', JSON.stringify({ ...body, sessionId: 'a'.repeat(129) })],
])('400: %s', async (_, content) => {
  expect(await failureOf(api.post('/face/verify', content))).toEqual([400, 'INVALID_REQUEST', null]);
});

test('a session of 128 characters is echoed', async () => {
  const sessionId = 'ä'.repeat(128);
  expect(await received(verify({}, { ...body, sessionId }))).toEqual([200, { sessionId, score: 100, hasError: false }]);
});

test('the type that a body claims makes no difference', async () => {
  expect((await verify({ 'content-type': 'text/plain' })).status).toBe(200);
});

test('413: a body over 48 MB, told or found out', async () => {
  const content = JSON.stringify({ ...body, more: 'a'.repeat(48 * 1024 * 1024) });
  expect(await failureOf(api.post('/face/verify', content))).toEqual([413, 'REQUEST_TOO_LARGE', null]);
  async function* chunks() {
    yield Buffer.from('{"a": "');
    for (let i = 0; i < 49; i++) yield Buffer.alloc(1024 * 1024, 0x61);
    yield Buffer.from('"}');
  }
  const init = {
    method: 'POST',
    body: Readable.toWeb(Readable.from(chunks())) as ReadableStream,
    duplex: 'half' as const,
  };
  const headers = { authorization: basic(api.applicationId, api.key) };
  const response = await fetch(`${api.origin}/api/v1/face/verify`, { ...init, headers });
  expect(await failureOf(response)).toEqual([413, 'REQUEST_TOO_LARGE', null]);
});

test('402: the balance is spent', async () => {
  const other = await startTrustmatic({
    settings: (defaults) => ({ ...defaults, tokens: { enforced: true, prices: {}, otherwise: 1 } }),
  });
  expect(await failureOf(other.postJson('/face/verify', body))).toEqual([402, 'INSUFFICIENT_TOKENS', null]);
  await other.close();
});

test.each(['read', 'capture'] as const)('403: a key of scope %s', async (scope) => {
  const authorization = basic(api.applicationId, await api.keyWith(scope));
  expect(await failureOf(verify({ authorization }))).toEqual([403, 'FORBIDDEN', null]);
});

test('422: an Idempotency-Key with another body', async () => {
  const headers = { 'idempotency-key': 'a' };
  const one = await verify(headers);
  const same = await verify(headers);
  expect(await one.text()).toBe(await same.text());
  const other = verify(headers, { ...body, sessionId: 'other' });
  expect(await failureOf(other)).toEqual([422, 'IDEMPOTENCY_CONFLICT', 'other']);
});

test('429 with Retry-After: no room, or too many calls of a key', async () => {
  const full = await verify({}, publishedRequest(base64('full'), base64('owner')));
  expect(Number(full.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(await failureOf(full)).toEqual([429, 'RATE_LIMITED', body.sessionId]);
  const other = await startTrustmatic({
    settings: (defaults) => ({ ...defaults, limits: { perSecond: 1, burst: 1, perDay: null } }),
  });
  await other.postJson('/face/verify', body);
  const limited = await other.postJson('/face/verify', body);
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
  expect(await failureOf(limited)).toEqual([429, 'RATE_LIMITED', null]);
  await other.close();
});

test('503: while starting and draining', async () => {
  api.control.state = 'starting';
  expect(await failureOf(verify())).toEqual([503, 'SERVICE_UNAVAILABLE', null]);
  api.control.state = 'ready';
});

test('/api/v1 and /api/v1.0 are two dialects: neither takes the other’s calls', async () => {
  expect(await failureOf(api.postJson('/nothing', body))).toEqual([404, 'NOT_FOUND', null]);
  const [status, envelope] = await received(api.postJson('.0/face/verify', body));
  expect([status, ootoFailureSchema.parse(envelope).result.code]).toEqual([404, 404]);
  const [unauthorized, other] = await received(api.postJson('.0/doc/identify', body));
  expect([unauthorized, ootoFailureSchema.parse(other).result.code]).toEqual([401, 401]);
  expect(await failureOf(api.postJson('/doc/identify', body))).toEqual([404, 'NOT_FOUND', null]);
});
