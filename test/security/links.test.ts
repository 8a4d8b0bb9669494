import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeBelongings, type Belongings } from '../support/security/belongings.js';
import { requestOf } from '../support/security/request-of.js';
import { routeAccess } from '../support/security/route-access.js';
import {
  publicUrl,
  startSecurityServer,
  type Answered,
  type SecurityServer,
} from '../support/security/security-server.js';

let server: SecurityServer;
let own: Belongings;
let stranger: Belongings;
/** Cookies of the browsers that claimed the links of `own`, and those of `stranger`, by folder. */
const cookies: Record<string, { own: string; stranger: string }> = {};

beforeAll(async () => {
  server = await startSecurityServer({ applications: ['Shop', 'Bank'] });
  own = await makeBelongings(server, { applicationId: server.applications['Shop']!, mode: 'live' });
  stranger = await makeBelongings(server, { applicationId: server.applications['Bank']!, mode: 'live' });
  for (const [folder, token] of [
    ['flow', 'linkToken'],
    ['verif', 'verifToken'],
  ] as const) {
    const [ofOwn, ofStranger] = [await claim(folder, own[token]), await claim(folder, stranger[token])];
    cookies[folder] = { own: ofOwn.split(';')[0]!, stranger: ofStranger.split(';')[0]! };
  }
});
afterAll(() => server.close());

/** Claims, and brings the cookie back. */
async function claim(folder: string, token: string): Promise<string> {
  const once = (cookie: Record<string, string>): Promise<Answered> =>
    server.send({
      method: 'POST',
      path: `/${folder}/${token}/claim`,
      headers: { 'content-type': 'application/json', ...cookie },
      body: '{}',
    });
  const drawn = (await once({})).headers.get('set-cookie')!;
  expect((await once({ cookie: drawn.split(';')[0]! })).status).toBe(200);
  return drawn;
}

const linkRoutes = Object.entries(routeAccess).filter(([, { access }]) => access.kind === 'link');
const folderOf = (name: string): string => /\/(flow|verif)\//.exec(name)![1]!;
const bodies: Readonly<Record<string, object>> = {
  '/captcha/answer': { challenge: 'x', solution: 'y' },
  '/pictures': { document: '7e5a1c9e-0000-4000-8000-000000000001' },
  '/uploads': { sizeBytes: 10, sha256: '0'.repeat(64) },
};

async function call(name: string, instead: Record<string, string>, headers: Record<string, string>): Promise<Answered> {
  const request = await requestOf(name, routeAccess[name]!, own, {
    id: '7e5a1c9e-0000-4000-8000-000000000001',
    ...instead,
  });
  if (request.method === 'GET') return server.send({ ...request, headers });
  const ending = Object.keys(bodies).find((one) => name.endsWith(one));
  const isPart = request.method === 'PUT';
  return server.send({
    ...request,
    headers: { 'content-type': isPart ? 'application/octet-stream' : 'application/json', ...headers },
    body: isPart ? Uint8Array.of(1) : JSON.stringify(ending === undefined ? {} : bodies[ending]),
  });
}
const codeOf = ({ text }: Answered): string | null =>
  (JSON.parse(text) as { error?: { code?: string } | string }).error === undefined
    ? null
    : ((JSON.parse(text) as { error: { code?: string } }).error.code ?? 'not-found');

describe.each(linkRoutes)('%s', (name, { access }) => {
  test('knows no token but those that were given out, and none of the other folder', async () => {
    const before = server.digest();
    const elsewhere = folderOf(name) === 'flow' ? own.verifToken : own.linkToken;
    for (const token of ['A'.repeat(43), `${own.linkToken.slice(0, -1)}!`, 'x', elsewhere, own.session]) {
      const answered = await call(name, { token }, {});
      expect([answered.status, codeOf(answered)]).toEqual([404, 'not-found']);
    }
    expect(server.digest()).toEqual(before);
  });

  if (access.kind === 'link' && access.claim) {
    test("is of no use without the cookie of the link's own browser", async () => {
      const before = server.digest();
      const { stranger: ofStranger } = cookies[folderOf(name)]!;
      for (const cookie of [{}, { cookie: ofStranger }, { cookie: cookies[folderOf(name)]!.own.slice(0, -1) }]) {
        const answered = await call(name, {}, cookie as Record<string, string>);
        if (name.endsWith('/session')) {
          // Who looks on learns that somebody else is at it, and nothing of whom.
          expect(answered.status).toBe(200);
          expect(JSON.parse(answered.text)).toMatchObject({ state: 'in-use' });
        } else {
          expect([answered.status, codeOf(answered)]).toEqual([409, 'session-claimed']);
        }
      }
      expect(server.digest()).toEqual(before);
    });
  }
});

test('an upload of another link is as one that does not exist', async () => {
  const agree = async (token: string, cookie: string): Promise<void> => {
    const sent = { headers: { 'content-type': 'application/json', cookie }, body: '{}' };
    expect((await server.send({ method: 'POST', path: `/flow/${token}/consent`, ...sent })).status).toBe(200);
  };
  const { own: ofOwn, stranger: ofStranger } = cookies['flow']!;
  await agree(own.linkToken, ofOwn);
  await agree(stranger.linkToken, ofStranger);
  const begun = await call('POST /flow/:token/uploads', {}, { cookie: ofOwn });
  expect(begun.status).toBe(200);
  const { id } = JSON.parse(begun.text) as { id: string };
  const asStranger = async (of: string): Promise<unknown[]> => {
    const at = `/flow/${stranger.linkToken}`;
    const sent = { headers: { 'content-type': 'application/json', cookie: ofStranger } };
    const answers = [
      await server.send({ method: 'GET', path: `${at}/uploads/${of}`, headers: { cookie: ofStranger } }),
      await server.send({
        method: 'PUT',
        path: `${at}/uploads/${of}/0`,
        headers: { 'content-type': 'application/octet-stream', cookie: ofStranger },
        body: Uint8Array.of(1),
      }),
      await server.send({ method: 'POST', path: `${at}/pictures`, ...sent, body: JSON.stringify({ document: of }) }),
    ];
    return answers.map(({ status, text }) => [status, text]);
  };
  const before = server.digest();
  const told = await asStranger(id);
  expect(told).toEqual(await asStranger('7e5a1c9e-0000-4000-8000-000000000001'));
  expect(told.every((one) => (one as [number])[0] >= 400)).toBe(true);
  expect(server.digest()).toEqual(before);
  expect(
    (await server.send({ method: 'GET', path: `/flow/${own.linkToken}/uploads/${id}`, headers: { cookie: ofOwn } }))
      .status,
  ).toBe(200);
});

test('a claim is not taken over by a cookie that was planted before it', async () => {
  const made = await server.send({
    method: 'POST',
    path: '/api/v2/sessions',
    headers: { authorization: `Bearer ${own.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scopes: ['document'] }),
  });
  const token = (JSON.parse(made.text) as { url: string }).url.split('/').at(-1)!;
  const name = cookies['flow']!.own.split('=')[0]!;
  const planted = `${name}=${'B'.repeat(43)}`;
  const claimed = await server.send({
    method: 'POST',
    path: `/flow/${token}/claim`,
    headers: { 'content-type': 'application/json', cookie: planted },
    body: '{}',
  });
  const drawn = claimed.headers.get('set-cookie')!;
  expect(drawn).not.toContain('B'.repeat(43));
  expect(drawn).toMatch(new RegExp(`; Path=/flow/${token}; .*HttpOnly; Secure; SameSite=`));
  const asPlanted = await server.send({
    method: 'POST',
    path: `/flow/${token}/consent`,
    headers: { 'content-type': 'application/json', cookie: planted },
    body: '{}',
  });
  expect(asPlanted.status).toBe(409);
});

test('links lead to the configured address, whatever a request says that the host is', async () => {
  for (const [path, body] of [
    ['/api/v2/sessions', { scopes: ['document'] }],
    ['/v1/sessions', {}],
    ['/api/v1.0/flow/sessions', { scopes: ['enroll'] }],
    ['/api/v2/uploads', { contentType: 'image/jpeg', sizeBytes: 10 }],
  ] as const) {
    const { status, text } = await server.send({
      method: 'POST',
      path,
      headers: {
        authorization: `Bearer ${own.key}`,
        'x-api-key': own.key,
        'app-id': own.owner.applicationId,
        'app-key': own.key,
        'content-type': 'application/json',
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        forwarded: 'host=evil.example;proto=http',
      },
      body: JSON.stringify(body),
    });
    expect(status).toBeLessThan(300);
    expect(text).not.toContain('evil.example');
    expect((JSON.parse(text) as { url: string }).url.startsWith(`${publicUrl}/`)).toBe(true);
  }
});

describe('a signed address', () => {
  const at = (url: string): string => url.slice(publicUrl.length);
  const get = (path: string) => server.send({ method: 'GET', path });
  test('opens its file alone, for its application and mode, until it expires', async () => {
    expect((await get(at(own.fileUrl))).status).toBe(200);
    const wrong = [
      at(own.fileUrl).replace(own.file, stranger.file),
      at(own.fileUrl).replace(own.owner.applicationId, stranger.owner.applicationId),
      at(own.fileUrl).replace('mode=live', 'mode=test'),
      at(own.fileUrl).replace(/expires=\d+/, 'expires=99999999999999'),
      at(own.fileUrl).replace(/signature=.*/, `signature=${new URL(stranger.fileUrl).searchParams.get('signature')}`),
      at(own.fileUrl).replace(/signature=.*/, 'signature='),
      at(own.fileUrl).replace(/&signature=.*/, ''),
      `${at(own.fileUrl)}&signature=x`,
      `/files/${own.file}`,
    ];
    for (const path of wrong) expect([path, (await get(path)).status]).toEqual([path, 403]);
  });
  test('of an upload takes no other upload, size, type or application', async () => {
    const before = server.digest();
    const address = at(own.uploadUrl);
    const wrong = [
      address.replace(/uploads\/[^?]+/, 'uploads/7e5a1c9e-0000-4000-8000-000000000001'),
      address.replace(own.owner.applicationId, stranger.owner.applicationId),
      address.replace('mode=live', 'mode=test'),
      address.replace(/size=\d+/, 'size=99'),
      address.replace('image%2Fjpeg', 'image%2Fpng'),
      address.replace(/expires=\d+/, 'expires=99999999999999'),
      at(own.fileUrl).replace('/files/', '/uploads/'),
    ];
    for (const path of wrong) {
      const sent = { method: 'PUT', path, headers: { 'content-type': 'image/jpeg' }, body: Uint8Array.of(0xff, 0xd8) };
      expect([path, (await server.send(sent)).status]).toEqual([path, 403]);
    }
    expect(server.digest()).toEqual(before);
  });
});
