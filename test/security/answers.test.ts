import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, jsonOf, makeBelongings, type Belongings } from '../support/security/belongings.js';
import { dialectWords, withoutIds } from '../support/security/dialect-words.js';
import { requestOf } from '../support/security/request-of.js';
import { routeAccess, type KeyDialect } from '../support/security/route-access.js';
import {
  faultSecret,
  faultyPicture,
  startSecurityServer,
  type Answered,
  type SecurityServer,
} from '../support/security/security-server.js';

let server: SecurityServer;
let own: Belongings;
beforeAll(async () => {
  server = await startSecurityServer({
    applications: ['Shop'],
    users: { 'admin of all': [{ applicationId: null, role: 'admin' }] },
  });
  own = await makeBelongings(server, { applicationId: server.applications['Shop']!, mode: 'live' });
});
afterAll(() => server.close());

const names = Object.keys(routeAccess);
const withKey = (dialect: KeyDialect) => dialectWords[dialect].headers(own.owner.applicationId, own.key);

/** Files with a digest in their name, and a script for pages elsewhere: nobody's. */
const isPublicFile = (name: string): boolean => /\/assets\/\*$|\/embed\.js$/.test(name);

describe.each(names)('%s, called by nobody from a page elsewhere,', (name) => {
  test('answers with the headers that keep it from being framed, sniffed, cached or read there', async () => {
    const described = routeAccess[name]!;
    const request = await requestOf(name, described, own);
    const headers = { ...request.headers, origin: 'https://evil.example', host: new URL(server.origin).host };
    const { status, headers: told } = await server.send({ ...request, headers });
    expect(status).toBeLessThan(
      500 + Number(/^GET \/(flow|verif)\/:token$|^GET \/dashboard|^GET \/demo/.test(name)) * 4,
    );
    expect(told.get('access-control-allow-origin')).toBeNull();
    expect(told.get('access-control-allow-credentials')).toBeNull();
    expect(told.get('x-content-type-options')).toBe('nosniff');
    expect(told.get('referrer-policy')).toBe('no-referrer');
    if (!(isPublicFile(name) && status === 200)) expect(told.get('cache-control')).toBe('no-store');
    const policy = told.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    expect(told.get('x-frame-options')).toBe('DENY');
    expect(told.get('set-cookie')).toBeNull();
    for (const tattling of ['server', 'x-powered-by']) expect(told.get(tattling)).toBeNull();
    if (told.get('content-type')?.startsWith('text/html') === true) {
      expect(policy).toMatch(/base-uri 'none'/);
    }
  });
});

test('every answer with something of a person in it is kept by no cache', async () => {
  const gets = names.filter((name) => name.startsWith('GET ') && routeAccess[name]!.access.kind === 'key');
  for (const name of gets) {
    const described = routeAccess[name]!;
    if (described.access.kind !== 'key') continue;
    const request = await requestOf(name, described, own);
    const { headers } = await server.send({ ...request, headers: withKey(described.access.dialect) });
    expect([name, headers.get('cache-control')]).toEqual([name, 'no-store']);
  }
  const users = names.filter((name) => name.startsWith('GET ') && routeAccess[name]!.access.kind === 'user');
  for (const name of users) {
    const request = await requestOf(name, routeAccess[name]!, own);
    const { status, headers } = await server.send({ ...request, headers: { cookie: server.cookies['admin of all']! } });
    expect([name, status, headers.get('cache-control')]).toEqual([name, 200, 'no-store']);
  }
  const file = await server.send({ method: 'GET', path: new URL(own.fileUrl).pathname + new URL(own.fileUrl).search });
  expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'no-store']);
});

test('nothing changes the method of a request but its method', async () => {
  const before = server.digest();
  const overrides = ['x-http-method-override', 'x-http-method', 'x-method-override'];
  const headers = { ...withKey('native'), ...Object.fromEntries(overrides.map((name) => [name, 'DELETE'])) };
  const path = `/api/v2/verifications/${own.verification}`;
  expect((await server.send({ method: 'GET', path, headers })).status).toBe(200);
  expect((await server.send({ method: 'GET', path: `${path}?_method=DELETE`, headers })).status).toBe(400);
  const posted = { method: 'POST', path, headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } };
  expect((await server.send({ ...posted, body: '_method=DELETE' })).status).toBeGreaterThanOrEqual(400);
  expect(server.digest()).toEqual(before);
});

describe('a body that reaches for the prototype of all objects changes none:', () => {
  const poisons = [
    '{"__proto__":{"polluted":"yes"},"metadata":{"__proto__":{"polluted":"yes"}},"scopes":["document"]}',
    '{"constructor":{"prototype":{"polluted":"yes"}}}',
    '{"metadata":{"constructor":{"prototype":{"polluted":"yes"}}},"scopes":["document"]}',
    '{"retention":{"constructor":{"prototype":{"mediaDays":1}}},"limits":{"__proto__":{"perDay":1}}}',
  ];
  const taking = names.filter((name) => {
    const { access } = routeAccess[name]!;
    return /^(POST|PATCH)/.test(name) && (access.kind === 'key' || access.kind === 'link' || access.kind === 'user');
  });
  test.each(taking)('%s', async (name) => {
    const described = routeAccess[name]!;
    const { access } = described;
    const credentials: Record<string, string> =
      access.kind === 'key'
        ? { ...withKey(access.dialect) }
        : { cookie: server.cookies['admin of all']!, 'x-bonafide-dashboard': '1', 'sec-fetch-site': 'same-origin' };
    // Signing out would end what the others are called with.
    if (/sign-out/.test(name)) return;
    for (const body of poisons) {
      const request = await requestOf(name, { access, ids: described.ids }, own);
      const { status } = await server.send({
        ...request,
        headers: { ...credentials, 'content-type': 'application/json' },
        body,
      });
      expect([name, status === 500]).toEqual([name, false]);
    }
    expect('polluted' in {}).toBe(false);
    expect('perDay' in {}).toBe(false);
  });
});

describe('what a fault says of itself', () => {
  const calls: readonly (readonly [KeyDialect, string, () => Promise<Parameters<SecurityServer['send']>[0]>])[] = [
    ['ooto', '/api/v1.0/liveness', async () => call('/api/v1.0/liveness', await formOf({ photo: faultyPicture }))],
    ['deepidv', '/v1/face/detect', async () => call('/v1/face/detect', await formOf({ image: faultyPicture }))],
    [
      'trustmatic',
      '/api/v1/face/liveness',
      async () =>
        call(
          '/api/v1/face/liveness',
          jsonOf({ sessionId: 's', faceImageBase: Buffer.from(faultyPicture).toString('base64') }),
        ),
    ],
    [
      'native',
      '/api/v2/templates',
      async () => call('/api/v2/templates', await formOf({ photo: faultyPicture, label: 'Ada Lovelace' })),
    ],
  ];
  const call = (path: string, body: Awaited<ReturnType<typeof formOf>>) => ({ method: 'POST', path, ...body });

  test.each(calls)("%s's answer and the log hold nothing of it (%s)", async (dialect, _path, request) => {
    const asked = await request();
    const before = server.logged().length;
    const answered: Answered = await server.send({ ...asked, headers: { ...asked.headers, ...withKey(dialect) } });
    // Trustmatic tells what became of pictures with status 200.
    expect(answered.status).toBe(dialect === 'trustmatic' ? 200 : 500);
    const logged = server.logged().slice(before);
    expect(logged).toContain('"event":"request-fault"');
    for (const secret of [faultSecret, own.key, own.key.split('_')[3]!, 'Ada Lovelace', 'node_modules', '/src/']) {
      expect(withoutIds(answered.text)).not.toContain(secret);
    }
    for (const secret of [faultSecret, own.key, 'Ada Lovelace']) expect(logged).not.toContain(secret);
  });
});

describe('where a session leads back to', () => {
  const wrong = [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/relative',
    'https://user:pass@shop.example/',
    'https://shop.example/\r\nSet-Cookie: a=b',
    'http://169.254.169.254/latest',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'https:evil.example\\@shop.example',
  ];
  test.each(wrong)('is never %j as it stands', async (returnUrl) => {
    const headers = { ...withKey('native'), 'content-type': 'application/json' };
    const body = JSON.stringify({ scopes: ['document'], returnUrl });
    const { status, text } = await server.send({ method: 'POST', path: '/api/v2/sessions', headers, body });
    if (status === 201) {
      const told = (JSON.parse(text) as { returnUrl?: string | null }).returnUrl ?? '';
      expect(new URL(told).protocol).toBe('https:');
      expect(told).not.toMatch(/[\s\\@]/);
    } else {
      expect(status).toBe(400);
    }
  });
});

test('what a partner says of a person gets into no header of the answer', async () => {
  const evil = 'u1-of-a-partner\r\nSet-Cookie: a=b\r\n\r\n<script>';
  const path = `/verif/?user_identifier=${encodeURIComponent(evil)}`;
  const { headers } = await server.send({ method: 'GET', path, headers: withKey('clearconsent') });
  expect(headers.get('set-cookie')).toBeNull();
  expect(headers.get('location') ?? '').not.toMatch(/script|partner/);
});
