import { afterEach, beforeEach, expect, test } from 'vitest';
import { fail } from '#domain/outcome.js';
import type { NewSession } from '#services/sessions/create-session.js';
import { owner, start, startSessions, type SessionsUnderTest } from '#services/sessions/sessions-under-test.suite.js';

let under: SessionsUnderTest;
beforeEach(async () => {
  under = await startSessions({ scopeAvailable: (scope) => scope !== 'deepfake' });
});
afterEach(() => under.close());

const request: NewSession = { kind: 'ooto-flow', scopes: ['enroll', 'liveness', 'search', 'search'] };
const create = (change: Partial<NewSession> = {}, scopes = under.principal.scopes) =>
  under.sessions.application.create({ ...under.principal, scopes }, { ...request, ...change });

test('a session begins with its first step, its scopes in the order in which they run', async () => {
  const created = await create({
    metadata: { order: 7 },
    callbackUrl: 'https://shop.example/hook',
    returnUrl: 'https://shop.example/back',
    userIdentifier: 'user123',
  });
  if (!created.ok) throw new Error(created.failure.code);
  const { session, token, url } = created.value;
  expect(url).toBe(`https://id.example/flow/${token}`);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(session).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
    ...owner,
    keyId: 'k1',
    kind: 'ooto-flow',
    tokenHash: expect.any(Uint8Array) as Uint8Array,
    createdAtEpochMs: start,
    state: {
      status: 'CREATED',
      scopes: ['liveness', 'search', 'enroll'],
      nextStep: 'LIVENESS',
      needCaptcha: false,
      attempts: 0,
      unusablePictures: 0,
      work: null,
      expiresAtEpochMs: start + 86_400_000,
      endedAtEpochMs: null,
      failure: null,
    },
    claim: { owner: null, followers: [], continuation: null, candidates: [] },
    consentedAtEpochMs: null,
    personal: {
      metadata: { order: 7 },
      callbackUrl: 'https://shop.example/hook',
      returnUrl: 'https://shop.example/back',
      userIdentifier: 'user123',
      firstName: null,
      lastName: null,
      email: null,
      phone: null,
      externalId: null,
      workflowId: null,
      files: [],
      linkToken: token,
      result: {},
    },
    version: 1,
  });
  expect(await under.store.records.sessions.find(owner, session.id)).toEqual(session);
  expect(Buffer.from(session.tokenHash).toString('base64url')).not.toBe(token);
});

test.each([
  [undefined, 86_400],
  [null, 86_400],
  [5, 60],
  [-1, 60],
  [3600.9, 3600],
  [1e9, 86_400],
])('a lifetime of %j s is %d s', async (lifetimeSeconds, seconds) => {
  const created = await create({ lifetimeSeconds });
  expect(created.ok && created.value.session.state.expiresAtEpochMs).toBe(start + 1000 * seconds);
});

const known = 'scopes must be one or more of liveness, deepfake, search, enroll';
test.each<[string, Partial<NewSession>, object]>([
  ['no scopes', { scopes: [] }, { code: 'request-invalid', detail: known }],
  ['an unknown scope', { scopes: ['liveness', 'iris'] }, { code: 'request-invalid', detail: known }],
  ["another dialect's scope", { scopes: ['document'] }, { code: 'request-invalid', detail: known }],
  [
    'a scope that cannot be assessed here',
    { scopes: ['liveness', 'deepfake'] },
    { code: 'scope-unavailable', detail: 'scope not available: deepfake' },
  ],
  [
    'a match without a document',
    { kind: 'native', scopes: ['match'] },
    { code: 'request-invalid', detail: 'the scope match needs the scope document' },
  ],
  [
    'metadata over 16 kB',
    { metadata: { text: 'x'.repeat(16_384) } },
    { code: 'request-invalid', detail: 'metadata is over 16384 bytes of JSON' },
  ],
  [
    'a lifetime that is no number',
    { lifetimeSeconds: Number.NaN },
    { code: 'request-invalid', detail: 'the lifetime is not a number of seconds' },
  ],
  ['a callback over http', { callbackUrl: 'http://a.example/' }, { code: 'url-refused', detail: 'not https' }],
  ['a way back over http', { returnUrl: 'http://a.example/' }, { code: 'url-refused', detail: 'not https' }],
])('%s is refused, and nothing is stored', async (_, change, failure) => {
  expect(await create(change)).toEqual(fail(failure as Parameters<typeof fail>[0])); // the table's own rows
  expect(await under.store.records.sessions.page(owner, { limit: 1, before: null })).toEqual([]);
});

test('a session that searches needs a key that may search', async () => {
  expect(await create({}, ['verify'])).toEqual(fail({ code: 'scope-insufficient' }));
  expect((await create({ scopes: ['liveness', 'enroll'] }, ['verify'])).ok).toBe(true);
});

test('what belongs to the creation becomes durable with it, or neither does', async () => {
  const broken = under.sessions.application.create(under.principal, request, async () => {
    throw new Error('no answer stored');
  });
  await expect(broken).rejects.toThrow('no answer stored');
  expect(await under.store.records.sessions.page(owner, { limit: 1, before: null })).toEqual([]);
});
