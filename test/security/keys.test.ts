import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Scope } from '#domain/access.js';
import { makeBelongings, type Belongings } from '../support/security/belongings.js';
import { dialectWords, toldBy } from '../support/security/dialect-words.js';
import { requestOf } from '../support/security/request-of.js';
import { routeAccess, type DescribedRoute, type KeyDialect } from '../support/security/route-access.js';
import { allScopes, startSecurityServer, type SecurityServer } from '../support/security/security-server.js';

let server: SecurityServer;
let own: Belongings;
let other: Belongings;
let revoked: string;
let publishable: string;
/** Scopes → a key of all scopes but those. */
const without = new Map<string, string>();
beforeAll(async () => {
  server = await startSecurityServer({ applications: ['Shop', 'Bank'] });
  const owner = { applicationId: server.applications['Shop']!, mode: 'live' } as const;
  own = await makeBelongings(server, owner);
  other = await makeBelongings(server, { applicationId: server.applications['Bank']!, mode: 'live' });
  revoked = await server.keyOf(owner.applicationId, 'live');
  await server.apiKeys.revoke(revoked.split('_')[2]!);
  publishable = await server.keyOf(owner.applicationId, 'live', ['capture']);
  for (const { scopes } of keyRoutes.map(([, { access }]) => access)) {
    const rest = allScopes.filter((scope) => !scopes.includes(scope));
    if (!without.has(scopes.join())) without.set(scopes.join(), await server.keyOf(owner.applicationId, 'live', rest));
  }
});
afterAll(() => server.close());

type KeyRoute = DescribedRoute & {
  readonly access: { readonly kind: 'key'; readonly dialect: KeyDialect; readonly scopes: readonly Scope[] };
};
const isKeyRoute = (entry: [string, DescribedRoute]): entry is [string, KeyRoute] => entry[1].access.kind === 'key';
const keyRoutes = Object.entries(routeAccess).filter(isKeyRoute);

/** What differs is that the id of the key, or its secret, is another. */
const changed = (key: string): string => key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');

type Refusal = 'missing' | 'invalid' | 'insufficient';
const attempts: readonly (readonly [string, Refusal, (route: KeyRoute) => string | null])[] = [
  ['nobody', 'missing', () => null],
  ['what is no key', 'invalid', () => 'letmein'],
  ['a key with a wrong secret', 'invalid', () => changed(own.key)],
  ['a key of an id that is none', 'invalid', () => own.key.replace(/_[^_]{12}_/, '_000000000000_')],
  ['a live key that says it is a test key', 'invalid', () => own.key.replace('sk_live_', 'sk_test_')],
  ['a secret key that says it is publishable', 'invalid', () => own.key.replace('sk_', 'pk_')],
  ['a revoked key', 'invalid', () => revoked],
  ['a publishable key', 'insufficient', () => publishable],
  ['a key without the scope', 'insufficient', ({ access }) => without.get(access.scopes.join())!],
];

test.each(keyRoutes)('%s refuses who may not', async (name, route) => {
  const { dialect, scopes } = route.access;
  const words = dialectWords[dialect];
  const request = await requestOf(name, route, own);
  const before = server.digest();
  const told: Record<string, unknown> = {};
  const expected: Record<string, unknown> = {};
  for (const [who, refusal, keyOf] of attempts) {
    const key = keyOf(route);
    if (key === publishable && scopes.includes('capture')) continue; // what such keys are for
    const shown = key === null ? {} : words.headers(own.owner.applicationId, key);
    told[who] = toldBy(dialect, await server.send({ ...request, headers: { ...request.headers, ...shown } }));
    expected[who] = words[refusal];
  }
  expect(told).toEqual(expected);
  expect(server.digest()).toEqual(before);
});

// Otherwise the refusals above could have another reason. What destroys comes last.
const destroys = (name: string): boolean => /^DELETE |delete$|erasures$|revoke$|cancel$/.test(name);
const works = keyRoutes.toSorted(([one], [other]) => Number(destroys(one)) - Number(destroys(other)));
/** Of another application, where a call before has destroyed what this one is about. */
const ofOthers = ['DELETE /api/v2/files/:id', 'POST /api/v1.0/delete'];
/** Not refused, but nothing for them to do. */
const idle: Readonly<Record<string, string>> = {
  'POST /verif/submit':
    '500 {"success":false,"error":"Verification processing failed","code":"video-type-unsupported","retryable":false}',
};

test.each(works)('%s does for the right key what the others were refused', async (name, route) => {
  const caller = ofOthers.includes(name) ? other : own;
  const request = await requestOf(name, route, caller);
  const shown = dialectWords[route.access.dialect].headers(caller.owner.applicationId, caller.key);
  const { status, text } = await server.send({ ...request, headers: { ...request.headers, ...shown } });
  expect(status < 400 ? 'done' : `${status} ${text}`).toBe(idle[name] ?? 'done');
});
