import { afterEach, beforeEach, expect, test } from 'vitest';
import { owner, startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { blankFrames } from '../../../../test/support/blank-frames.js';

let under: NativeUnderTest;
beforeEach(async () => {
  under = await startNative();
});
afterEach(() => under.close());

const make = (more: object = {}, options = {}) =>
  under.call('POST', '/sessions', { scopes: ['match', 'document'], ...more }, options);
interface Made {
  readonly id: string;
  readonly url: string;
}

test('a session is made with its link, shown with it to who may make links, and listed', async () => {
  const about = { userIdentifier: 'user-1', externalId: 'case-1', metadata: { order: 7 } };
  const made = await make({ ...about, lifetimeSeconds: 60 });
  expect(made.status).toBe(201);
  const { url, ...session } = made.body as Made & Record<string, unknown>;
  expect(url).toMatch(new RegExp(`^${under.origin}/flow/[\\w-]+$`));
  expect(session).toMatchObject({
    object: 'session',
    livemode: true,
    kind: 'native',
    status: 'CREATED',
    scopes: ['document', 'match'],
    nextStep: 'DOCUMENT',
    expiresAt: '2012-03-01T00:01:00.000Z',
    claimed: false,
    result: null,
    ...about,
  });
  expect((await under.call('GET', `/sessions/${session.id}`)).body).toEqual({ ...session, url });
  const key = await under.keyWith('live', ['read']);
  const withoutLink = await under.call('GET', `/sessions/${session.id}`, undefined, { key });
  expect(withoutLink.body).toEqual({ ...session, url: null });
  expect((await under.call('GET', '/sessions?status=CREATED')).body).toMatchObject({ data: [{ id: session.id }] });
  expect((await under.call('GET', '/sessions?status=DONE')).body).toEqual({ data: [], nextCursor: null });
});

test('it is released, cancelled and then over; all of it is audited', async () => {
  const { id, url } = (await make()).body as Made;
  expect(await under.call('POST', `/sessions/${id}/release`)).toMatchObject({
    status: 200,
    body: { claimed: false, url },
  });
  expect(await under.call('POST', `/sessions/${id}/cancel`)).toMatchObject({
    status: 200,
    body: { status: 'CANCELED', endedAt: '2012-03-01T00:00:00.000Z', url: null },
  });
  for (const action of ['release', 'cancel']) {
    const over = await under.call('POST', `/sessions/${id}/${action}`);
    expect(over).toMatchObject({ status: 409, body: { code: 'session-over' } });
  }
  expect(await under.audited()).toEqual(['session.created', 'session.released', 'session.ended']);
});

test.each<[string, object, object]>([
  ['an unknown scope', { scopes: ['fly'] }, { code: 'request-invalid' }],
  ['a match without a document', { scopes: ['match'] }, { detail: 'the scope match needs the scope document' }],
  ['what no model can do', { scopes: ['liveness'] }, { code: 'scope-unavailable' }],
  ['a private callback', { callbackUrl: 'https://10.0.0.1/' }, { code: 'url-refused' }],
  ['a misspelt option', { returnURL: 'https://a.example/' }, { detail: 'Unrecognized key: "returnURL"' }],
])('%s is refused', async (_, change, body) => {
  expect(await make(change)).toMatchObject({ status: 400, body });
});

test('another mode and another application find none', async () => {
  const { id } = (await make()).body as Made;
  for (const key of [
    await under.keyWith('test', ['verify', 'read']),
    await under.keyWith('live', ['verify', 'read'], 'app_b'),
  ]) {
    expect((await under.call('GET', `/sessions/${id}`, undefined, { key })).status).toBe(404);
    expect((await under.call('POST', `/sessions/${id}/cancel`, undefined, { key })).status).toBe(404);
    expect((await under.call('POST', `/sessions/${id}/release`, undefined, { key })).status).toBe(404);
    expect((await under.call('GET', '/sessions', undefined, { key })).body).toMatchObject({ data: [] });
  }
});

test('equal requests with an Idempotency-Key make one; its answer, which has the link, belongs to the session', async () => {
  const options = { headers: { 'idempotency-key': 'one' } };
  const first = await make({}, options);
  expect((await make({}, options)).body).toEqual(first.body);
  const { id } = first.body as Made;
  expect(await under.records.idempotency.about(owner, { kind: 'session', id })).toHaveLength(1);
});

test('liveness may be asked for where a person can be filmed', async () => {
  const filming = await startNative({ videoFrames: blankFrames });
  const made = await filming.call('POST', '/sessions', { scopes: ['liveness'] });
  expect(made).toMatchObject({ status: 201, body: { scopes: ['liveness'], nextStep: 'LIVENESS' } });
  const deepfake = await filming.call('POST', '/sessions', { scopes: ['deepfake'] });
  expect(deepfake.body).toMatchObject({ detail: 'scope not available: deepfake' });
  await filming.close();
});
