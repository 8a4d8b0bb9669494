import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import { notUsed, startHttp, type HttpUnderTest } from '#http/http-under-test.suite.js';
import type { Files } from '#services/files/files.js';
import { sampleStored } from '#ports/sample-stored.suite.js';

let http: HttpUnderTest;
beforeEach(async () => {
  const files: Files = Object.assign(Object.create(notUsed<Files>()) as Files, { list: async () => [] });
  http = await startHttp({ files });
  http.scopes = ['verify', 'read', 'admin'];
});
afterEach(() => http.app.close());

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const ids = ['a1', 'a2', 'a3'].map((end) => `7e5a1c9e-0000-4000-8000-0000000000${end}`);
const call = async (method: string, path: string, body?: unknown, key = 'right') => {
  const response = await fetch(`${http.origin}/api/v2${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get('content-type'), body: JSON.parse(text) as never };
};
const problem = async (method: string, path: string, body?: unknown, key?: string) => {
  const { status, type, body: told } = await call(method, path, body, key);
  expect(type).toBe('application/problem+json; charset=utf-8');
  return [status, (told as { code: string }).code, (told as { detail?: string }).detail] as const;
};

test('verifications are listed page by page, newest first, and opened one by one', async () => {
  for (const [at, id] of ids.entries()) {
    await http.records.verifications.add({ ...sampleStored.verification, id, createdAtEpochMs: at }, []);
  }
  const first = await call('GET', '/verifications?limit=2');
  expect(first.body).toMatchObject({ data: [{ id: ids[2], status: 'completed' }, { id: ids[1] }] });
  const { nextCursor } = first.body as { nextCursor: string };
  expect((await call('GET', `/verifications?limit=2&cursor=${nextCursor}`)).body).toMatchObject({
    data: [{ id: ids[0], createdAt: '1970-01-01T00:00:00.000Z', livemode: true, dialect: 'ooto' }],
    nextCursor: null,
  });
  const opened = await call('GET', `/verifications/${ids[0]}`);
  expect(opened).toMatchObject({
    status: 200,
    body: {
      object: 'verification',
      decision: 'match',
      document: { type: 'passport' },
      injection: { status: 'not-assessed', score: null, fine: false, reason: 'no-capture-session', signs: [] },
      review: null,
    },
  });
});

test('what failed and what was erased says so, and nothing more', async () => {
  const { verification } = sampleStored;
  const [failed, erased] = ids as [string, string];
  const failure = { code: 'face-not-found', subject: 'selfie' } as const;
  await http.records.verifications.add({ ...verification, id: failed, result: { status: 'failed', failure } }, []);
  await http.records.verifications.add({ ...verification, id: erased }, []);
  await http.records.verifications.erase(owner, erased, 5000);
  expect((await call('GET', `/verifications/${failed}`)).body).toMatchObject({ status: 'failed', failure });
  const { body } = await call('GET', `/verifications/${erased}`);
  expect(body).toEqual({
    id: erased,
    object: 'verification',
    createdAt: '1970-01-01T00:00:03.000Z',
    livemode: true,
    dialect: 'ooto',
    operation: 'doc-identify',
    sessionId: null,
    status: 'erased',
    erasedAt: '1970-01-01T00:00:05.000Z',
  });
});

test('problems say what is wrong and never what was sent', async () => {
  expect(await problem('GET', '/verifications', undefined, 'wrong')).toEqual([401, 'credentials-invalid', undefined]);
  expect(await problem('GET', `/verifications/${ids[0]}`)).toEqual([404, 'not-found', undefined]);
  expect((await problem('GET', '/verifications?limit=0'))[2]).toContain('limit');
  expect(await problem('GET', '/verifications?cursor=nonsense')).toEqual([
    400,
    'request-invalid',
    'cursor: not one that this server gave',
  ]);
  expect((await problem('GET', '/verifications?colour=secret'))[2]).toBe('Unrecognized key: "colour"');
  expect(await problem('POST', '/keys', '{broken')).toEqual([400, 'request-invalid', undefined]);
  expect((await problem('POST', '/keys', { name: 'x', scopes: ['fly'] }))[2]).toContain('scopes.0');
  expect(await problem('GET', '/nothing')).toEqual([404, 'not-found', undefined]);
  http.scopes = ['verify'];
  expect(await problem('GET', '/verifications')).toEqual([403, 'scope-insufficient', undefined]);
});

test('a key is made, succeeded and revoked; its secret is shown once', async () => {
  const made = await call('POST', '/keys', { name: 'shop', scopes: ['verify'], mode: 'test' });
  expect(made).toMatchObject({
    status: 201,
    body: { livemode: false, key: expect.stringMatching(/^sk_test_/) as string },
  });
  const { id } = made.body as { id: string };
  expect(await call('POST', `/keys/${id}/rotate`)).toMatchObject({ status: 201, body: { succeeds: id } });
  expect((await problem('POST', `/keys/${id}/rotate`)).slice(0, 2)).toEqual([400, 'request-invalid']);
  expect((await call('POST', `/keys/${id}/revoke`)).body).toMatchObject({ revokedAt: expect.any(String) as string });
  const { body: list } = await call('GET', '/keys');
  expect(JSON.stringify(list)).not.toContain('sk_test_');
  expect((list as { data: unknown[] }).data).toHaveLength(3);
  const { body: log } = await call('GET', '/audit');
  expect((log as { data: { action: string }[] }).data.map(({ action }) => action)).toEqual([
    'key.revoked',
    'key.rotated',
    'key.created',
  ]);
});

test("another application's key is unknown", async () => {
  await http.records.keys.create({ ...sampleStored.key, id: 'k2', applicationId: 'app_b' });
  expect(await problem('POST', '/keys/k2/revoke')).toEqual([404, 'not-found', undefined]);
  expect((await http.records.keys.find('k2'))?.revokedAtEpochMs).toBeNull();
});

test('settings are changed and shown', async () => {
  const changed = await call('PATCH', '/application/settings', { limits: { perDay: 9 } });
  expect(changed).toMatchObject({ status: 200, body: { id: 'app_a', settings: { limits: { perDay: 9 } } } });
  expect(await problem('PATCH', '/application/settings', { limits: { perDay: 0 } })).toEqual([
    400,
    'request-invalid',
    'limits.perDay: Too small: expected number to be >=1',
  ]);
});

test('a fault says nothing of itself', async () => {
  http.answer = async () => fail({ code: 'internal' });
  await http.records.verifications.add({ ...sampleStored.verification, id: 'not-a-uuid' }, []);
  expect(await problem('GET', '/verifications/not-a-uuid')).toEqual([500, 'internal', undefined]);
});
