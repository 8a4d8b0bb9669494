import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formOf, jsonOf, makeBelongings, picture, type Belongings } from '../support/security/belongings.js';
import { asPage } from '../support/security/dashboard-request.js';
import { dialectWords, withoutIds } from '../support/security/dialect-words.js';
import { requestOf } from '../support/security/request-of.js';
import { routeAccess, type Named } from '../support/security/route-access.js';
import { startSecurityServer, type Answered, type SecurityServer } from '../support/security/security-server.js';

let server: SecurityServer;
/** Who calls. */
let own: Belongings;
/** Whose things are named. */
let strangers: readonly (readonly [string, Belongings])[];
beforeAll(async () => {
  server = await startSecurityServer({
    applications: ['Shop', 'Bank'],
    users: { 'admin of Shop': [{ applicationId: 'Shop', role: 'admin' }] },
  });
  const [shop, bank] = [server.applications['Shop']!, server.applications['Bank']!];
  own = await makeBelongings(server, { applicationId: shop, mode: 'live' });
  strangers = [
    ['another application', await makeBelongings(server, { applicationId: bank, mode: 'live' })],
    ['the other mode', await makeBelongings(server, { applicationId: shop, mode: 'test' })],
  ];
});
afterAll(() => server.close());

/** Of the same form as each id, and of nobody. */
const unknown: Partial<Record<Named, string>> = {
  verification: '7e5a1c9e-0000-4000-8000-000000000001',
  review: '7e5a1c9e-0000-4000-8000-000000000001',
  file: '7e5a1c9e-0000-4000-8000-000000000001',
  session: '7e5a1c9e-0000-4000-8000-000000000001',
  deepidvSession: '7e5a1c9e-0000-4000-8000-000000000001',
  flowToken: 'A'.repeat(43),
  template: 'template-of-nobody',
  endpoint: `we_${'0'.repeat(32)}`,
  delivery: `msg_${'0'.repeat(32)}`,
  keyId: '000000000000',
};

const changing: readonly string[] = ['date', 'content-length', 'x-ratelimit-reset'];
/** All that an answer tells, but for ids that are new with each and for when it was given. */
function toldBy({ status, headers, text }: Answered) {
  const names: string[] = [];
  headers.forEach((_, name) => void (changing.includes(name) || names.push(name)));
  return { status, names, text: withoutIds(text) };
}

const withIds = Object.entries(routeAccess).filter(
  ([, { access, ids }]) => Object.keys(ids).length > 0 && (access.kind === 'key' || access.kind === 'user'),
);

describe.each(withIds)('%s', (name, route) => {
  const [[parameter, kind]] = Object.entries(route.ids) as [[string, Named]]; // there is one
  const { access } = route;

  // Keys belong to an application; of those of the other mode see below.
  test.each(kind === 'keyId' ? [0] : [0, 1])('does not know the things of a stranger (%i)', async (at) => {
    const [, stranger] = strangers[at]!;
    const send = async (id: string): Promise<Answered> => {
      const request = await requestOf(name, route, own, { [parameter]: id });
      if (access.kind !== 'key') return server.send(asPage(name, request, server.cookies['admin of Shop']!));
      const shown = dialectWords[access.dialect].headers(own.owner.applicationId, own.key);
      return server.send({ ...request, headers: { ...request.headers, ...shown } });
    };
    const before = server.digest();
    const ofNobody = toldBy(await send(unknown[kind]!));
    const ofStranger = toldBy(await send(stranger[kind]));
    expect(ofStranger).toEqual(ofNobody);
    expect(ofStranger.status).toBe(404);
    expect(server.digest()).toEqual(before);
  });
});

test('a test key neither sees, makes, follows nor revokes a live one', async () => {
  const [, test] = strangers[1]!;
  const call = async (method: string, path: string, body?: object) => {
    const sent = body === undefined ? null : jsonOf(body);
    const headers = { ...sent?.headers, authorization: `Bearer ${test.key}` };
    const { status, text } = await server.send({ method, path: `/api/v2/keys${path}`, ...sent, headers });
    return [status, JSON.parse(withoutIds(text)) as { data: { id: string }[] }] as const;
  };
  const before = server.digest();
  const [, { data }] = await call('GET', '');
  expect(data.map(({ id }) => id)).toContain(test.keyId);
  expect(data.map(({ id }) => id)).not.toContain(own.keyId);
  expect(await call('POST', `/${own.keyId}/rotate`)).toEqual(dialectWords.native.notFound);
  expect(await call('POST', `/${own.keyId}/revoke`)).toEqual(dialectWords.native.notFound);
  const made = await call('POST', '', { name: 'live', scopes: ['read'], mode: 'live' });
  expect(made).toMatchObject([403, { code: 'scope-insufficient' }]);
  expect(server.digest()).toEqual(before);
});

describe('an application that a user has nothing to do with is as one that is none:', () => {
  const ofApplications = Object.entries(routeAccess).filter(
    ([name, { access }]) => access.kind === 'user' && name.includes('/:applicationId'),
  );
  test.each(ofApplications)('%s', async (name, route) => {
    const [, bank] = strangers[0]!;
    const installation = route.access.kind === 'user' && route.access.access === 'installation-admin';
    const send = async (applicationId: string): Promise<Answered> => {
      const request = await requestOf(name, route, bank, { applicationId });
      return server.send(asPage(name, request, server.cookies['admin of Shop']!));
    };
    const before = server.digest();
    const ofNobody = toldBy(await send('app_0000000000000000'));
    const ofStranger = toldBy(await send(bank.owner.applicationId));
    expect(ofStranger).toEqual(ofNobody);
    expect(ofStranger.status).toBe(installation ? 403 : 404);
    expect(server.digest()).toEqual(before);
  });
});

describe('ids in queries and bodies', () => {
  const native = (request: { method: string; path: string; body?: Awaited<ReturnType<typeof formOf>> }) =>
    server.send({
      method: request.method,
      path: `/api/v2${request.path}`,
      ...request.body,
      headers: { ...request.body?.headers, authorization: `Bearer ${own.key}` },
    });

  test.each([0, 1])("a stranger's upload is no picture of one's own (%i)", async (at) => {
    const [, stranger] = strangers[at]!;
    const before = server.digest();
    for (const uploadKey of [stranger.uploadKey, 'uploads/7e5a1c9e-0000-4000-8000-000000000001.jpg']) {
      const answers = [
        await native({ method: 'POST', path: '/templates', body: jsonOf({ photo: uploadKey }) }),
        await native({
          method: 'POST',
          path: '/verifications',
          body: jsonOf({ documentFront: uploadKey, selfie: uploadKey }),
        }),
        await server.send({
          method: 'POST',
          path: '/v1/face/detect',
          ...jsonOf({ image: uploadKey }),
          headers: { 'x-api-key': own.key, 'content-type': 'application/json' },
        }),
      ];
      expect(answers.map(({ status, text }) => [status, /upload-forbidden|error/.test(text)])).toEqual([
        [403, true],
        [403, true],
        [403, true],
      ]);
    }
    expect(server.digest()).toEqual(before);
  });

  test.each([0, 1])(
    "enrolling under a stranger's template makes one of one's own, and changes none (%i)",
    async (at) => {
      const [, stranger] = strangers[at]!;
      const look = async (): Promise<string> => {
        const { status, text } = await server.send({
          method: 'GET',
          path: `/api/v2/templates/${stranger.template}`,
          headers: { authorization: `Bearer ${stranger.key}` },
        });
        return `${status} ${text}`;
      };
      const before = await look();
      const enrolled = await native({
        method: 'POST',
        path: '/templates',
        body: await formOf({ photo: picture, templateId: stranger.template }),
      });
      expect(enrolled.status).toBe(201);
      const mine = JSON.parse((await native({ method: 'GET', path: `/templates/${stranger.template}` })).text) as {
        samples: unknown[];
        userIdentifier: unknown;
      };
      expect([mine.samples.length, mine.userIdentifier]).toEqual([1, null]);
      expect(await look()).toBe(before);
      const removed = await native({ method: 'DELETE', path: `/templates/${stranger.template}` });
      expect(removed.status).toBe(204);
      expect(await look()).toBe(before);
    },
  );

  test('nobody is found among the enrolled of others', async () => {
    const found: string[] = [];
    for (const [path, headers] of [
      ['/api/v2/templates/search', { authorization: `Bearer ${own.key}` }],
      ['/api/v1.0/identify', { 'app-id': own.owner.applicationId, 'app-key': own.key }],
    ] as const) {
      const body = await formOf({ photo: picture, ...(path.endsWith('search') && { limit: '100' }) });
      const { status, text } = await server.send({
        method: 'POST',
        path,
        body: body.body,
        headers: { ...body.headers, ...headers },
      });
      expect(status).toBe(200);
      found.push(...(text.match(/template-app_\w+-\w+/g) ?? []));
    }
    // The same face is enrolled in all three.
    expect(new Set(found)).toEqual(new Set([own.template]));
  });

  test.each(['/verifications', '/sessions', '/templates', '/webhook-deliveries', '/reviews'])(
    "a stranger's cursor leads through one's own list of %s alone",
    async (path) => {
      for (const [, stranger] of strangers) {
        const answered = await native({ method: 'GET', path: `${path}?limit=100&cursor=${stranger.cursor}` });
        expect(answered.status).toBe(200);
        for (const id of Object.values(stranger).filter((value) => typeof value === 'string')) {
          expect(answered.text).not.toContain(id);
        }
        expect(answered.text).not.toContain(
          stranger.owner.mode === 'live' ? stranger.owner.applicationId : '"livemode":false',
        );
      }
    },
  );

  test("the audit log is that of one's own application, whatever the cursor", async () => {
    const [, bank] = strangers[0]!;
    const { text } = await native({ method: 'GET', path: `/audit?limit=100&cursor=${bank.cursor}` });
    for (const id of [bank.owner.applicationId, bank.verification, bank.session, bank.endpoint, bank.keyId]) {
      expect(text).not.toContain(id);
    }
    expect(text).toContain(own.verification);
  });

  test("the log shows no act of a stranger's key", async () => {
    const [, bank] = strangers[0]!;
    const { status, text } = await server.send({
      method: 'GET',
      path: `/dashboard/api/applications/${own.owner.applicationId}/audit?actorId=${bank.key.split('_')[2]!}`,
      headers: { cookie: server.cookies['admin of Shop']! },
    });
    expect([status, JSON.parse(text)]).toEqual([200, { data: [], nextCursor: null }]);
  });

  test('deliveries of an endpoint of a stranger are none', async () => {
    for (const [, stranger] of strangers) {
      const { text } = await native({ method: 'GET', path: `/webhook-deliveries?endpointId=${stranger.endpoint}` });
      expect(JSON.parse(text)).toEqual({ data: [], nextCursor: null });
    }
  });

  test('erasing the person of a stranger erases nothing', async () => {
    for (const [, stranger] of strangers) {
      const see = () =>
        server.send({
          method: 'GET',
          path: `/api/v2/verifications/${stranger.verification}`,
          headers: { authorization: `Bearer ${stranger.key}` },
        });
      const { userIdentifier } = stranger;
      const erased = await native({ method: 'POST', path: '/erasures', body: jsonOf({ userIdentifier }) });
      expect(erased.status).toBe(201);
      const seen = await see();
      expect([seen.status, seen.text.includes('"status":"completed"')]).toEqual([200, true]);
    }
  });

  test("an Idempotency-Key of a stranger is another key, and gives none of the stranger's answers", async () => {
    const make = (key: string) =>
      server.send({
        method: 'POST',
        path: '/api/v2/keys',
        body: JSON.stringify({ name: 'same', scopes: ['verify'] }),
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'same' },
      });
    const made = [own, ...strangers.map(([, stranger]) => stranger)];
    const keys: unknown[] = [];
    for (const { key } of made) keys.push((JSON.parse((await make(key)).text) as { key: string }).key);
    expect(new Set(keys).size).toBe(3);
    expect((JSON.parse((await make(own.key)).text) as { key: string }).key).toBe(keys[0]);
  });

  test.each(['verifications', 'sessions', 'templates'])(
    'a search of the dashboard finds none of a stranger among the %s',
    async (list) => {
      const { applicationId, mode } = own.owner;
      for (const [, stranger] of strangers) {
        for (const search of [stranger.verification, stranger.session, stranger.template, stranger.userIdentifier]) {
          const { status, text } = await server.send({
            method: 'GET',
            path: `/dashboard/api/applications/${applicationId}/${mode}/${list}?search=${encodeURIComponent(search)}`,
            headers: { cookie: server.cookies['admin of Shop']! },
          });
          expect([status, (JSON.parse(text) as { data: unknown[] }).data]).toEqual([200, []]);
        }
      }
    },
  );
});
