import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import {
  addressOf,
  allTypes,
  hourMs,
  makeWebhooks,
  owner,
  statuses,
  type WebhooksUnderTest,
} from '#services/webhooks/webhooks-under-test.suite.js';

const receiver = receivers();
let under: WebhooksUnderTest;
beforeEach(async () => {
  under = await makeWebhooks();
});
afterEach(() => under.close());

const dayMs = 24 * hourMs;

test('an event goes to the endpoints that want it, each in its format, signed', async () => {
  const [native, clear, other] = [await receiver(), await receiver(), await receiver()];
  const { secret } = await under.subscribe(native);
  const { secret: clearSecret } = await under.subscribe(clear, 'clearconsent');
  await under.subscribe(other, 'native', ['review.decided']);
  await under.subscribe(other, 'ooto');
  await under.publish();
  await under.runAll();

  expect(other.requests).toEqual([]);
  expect(under.verified(secret, native)).toEqual({
    id: expect.stringMatching(/^evt_[0-9a-f]{32}$/) as string,
    type: 'verification.completed',
    createdAt: '2026-01-01T00:00:00.000Z',
    data: { decision: 'match' },
  });
  expect(native.requests[0]!.headers['user-agent']).toBe('Bonafide-Webhooks/1.2.3');
  expect(native.requests[0]!.headers['content-type']).toBe('application/json');
  expect(under.verified(clearSecret, clear)).toEqual({ check_id: 'c1' });
  expect(clear.requests[0]!.headers['user-agent']).toBe('IdentityVerification/1.0');
  expect(native.requests[0]!.headers['webhook-id']).not.toBe(clear.requests[0]!.headers['webhook-id']);
  expect((await under.listed()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['delivered', 1],
    ['delivered', 1],
  ]);
});

test('test events go to test endpoints alone', async () => {
  const [live, sandbox] = [await receiver(), await receiver()];
  await under.subscribe(live);
  const request = { url: addressOf(sandbox), format: 'native', eventTypes: allTypes } as const;
  await under.endpoints.create({ ...owner, mode: 'test' }, request);
  await under.publish({ mode: 'test' });
  await under.runAll();
  expect([live.requests.length, sandbox.requests.length]).toEqual([0, 1]);
});

test('a callback is signed with the secret of callbacks, which is shown once', async () => {
  const caller = await receiver();
  await under.publish({
    bodies: { ooto: { status: 'DONE' } },
    callback: { url: addressOf(caller), format: 'ooto' },
  });
  const secret = (await under.endpoints.showCallbackSecret(owner))!;
  expect(await under.endpoints.showCallbackSecret(owner)).toBeNull();
  await under.runAll();
  expect(under.verified(secret, caller)).toEqual({ status: 'DONE' });
  const { secret: second } = await under.endpoints.rotateCallbackSecret(owner);
  await under.publish({ bodies: { ooto: {} }, callback: { url: addressOf(caller), format: 'ooto' } });
  await under.runAll();
  expect([under.verified(secret, caller, 1), under.verified(second, caller, 1)]).toEqual([{}, {}]);
});

test('a rotated secret signs beside the one before it for a day', async () => {
  const at = await receiver();
  const { endpoint, secret } = await under.subscribe(at);
  const rotation = await under.endpoints.rotateSecret(owner, endpoint.id);
  if (!rotation.ok) throw new Error('there is such an endpoint');
  await under.publish();
  await under.runAll();
  expect(under.verified(secret, at)).toEqual(under.verified(rotation.value.secret, at));
  under.clock.nowEpochMs += dayMs;
  await under.publish();
  await under.runAll();
  expect(() => under.verified(secret, at, 1)).toThrow();
  expect(under.verified(rotation.value.secret, at, 1)).toMatchObject({ type: 'verification.completed' });
});

test('a receiver dead for nine attempts is reached on the tenth, with the same id and the same bytes', async () => {
  const at = await receiver({ answer: statuses(...Array<number>(9).fill(500), 200) });
  await under.subscribe(at);
  const begunAt = under.clock.nowEpochMs;
  await under.publish();
  await under.runAll();
  const { delivery, attempts } = await under.only();
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 10, reason: null, nextAttemptAtEpochMs: null });
  expect(attempts.map(({ number, outcome }) => [number, outcome.status, outcome.failure])).toEqual([
    ...Array.from({ length: 9 }, (_, index) => [index + 1, 500, 'status']),
    [10, 200, null],
  ]);
  expect((under.clock.nowEpochMs - begunAt) / hourMs).toBeCloseTo(75.6, 1);
  expect(new Set(at.requests.map(({ body, headers }) => `${headers['webhook-id'] as string} ${body}`)).size).toBe(1);
});

test('after ten failures it is over, and a replay begins anew with the same id and body', async () => {
  const at = await receiver({ answer: statuses(...Array<number>(10).fill(503), 204) });
  await under.subscribe(at);
  await under.publish();
  await under.runAll();
  const { delivery } = await under.only();
  expect(delivery).toMatchObject({ state: 'failed', reason: 'status', attempts: 10 });
  expect(await under.deliveries.replay(owner, delivery.id)).toMatchObject({ ok: true, value: { state: 'pending' } });
  await under.runAll();
  expect((await under.only()).delivery).toMatchObject({ state: 'delivered', attempts: 11, attemptsOfRound: 1 });
  expect(new Set(at.requests.map(({ body, headers }) => `${headers['webhook-id'] as string} ${body}`)).size).toBe(1);
});

test('a delivered one can be replayed, and one that waits is sent at once', async () => {
  const at = await receiver({ answer: statuses(500, 204) });
  await under.subscribe(at);
  await under.publish();
  await under.runAll(1);
  const { delivery } = await under.only();
  expect(delivery).toMatchObject({ state: 'pending', reason: 'status' });
  await under.deliveries.replay(owner, delivery.id);
  await under.runner.runDue();
  expect((await under.only()).delivery.state).toBe('delivered');
  await under.deliveries.replay(owner, delivery.id);
  await under.runner.runDue();
  expect((await under.only()).delivery).toMatchObject({ state: 'delivered', attempts: 3 });
  expect(at.requests).toHaveLength(3);
});

test('what is about an erased subject is sent no more', async () => {
  const at = await receiver();
  await under.subscribe(at);
  await under.publish();
  await under.records.webhooks.deliveries.eraseBySubject(owner, { kind: 'verification', id: 'v1' }, 5);
  await under.runAll();
  expect(at.requests).toEqual([]);
  const { delivery, body } = await under.only();
  expect([delivery.state, delivery.reason, body]).toEqual(['cancelled', 'erased', null]);
  expect(await under.deliveries.replay(owner, delivery.id)).toMatchObject({ failure: { code: 'not-found' } });
});

test('what waits for a removed endpoint is cancelled', async () => {
  const at = await receiver();
  const { endpoint } = await under.subscribe(at);
  await under.publish();
  expect(await under.endpoints.remove(owner, endpoint.id)).toEqual({ ok: true, value: null });
  await under.runAll();
  expect((await under.only()).delivery).toMatchObject({ state: 'cancelled', reason: 'endpoint-removed', attempts: 0 });
});

test('what the server itself cannot send fails in the end, and can be replayed', async () => {
  const at = await receiver();
  await under.subscribe(at);
  await under.publish();
  const { deliveries } = under.records.webhooks;
  const open = deliveries.open.bind(deliveries);
  deliveries.open = () => Promise.reject(new Error('sealed under a key that is not here'));
  await under.runAll();
  deliveries.open = open;
  const { delivery } = await under.only();
  expect(delivery).toMatchObject({ state: 'failed', reason: 'server-fault', attempts: 0, nextAttemptAtEpochMs: null });
  expect(delivery.settledAtEpochMs).toBe(under.clock.nowEpochMs);
  await under.deliveries.replay(owner, delivery.id);
  await under.runAll();
  expect((await under.only()).delivery).toMatchObject({ state: 'delivered', reason: null });
});

test.each(['native', 'ooto', 'clearconsent'] as const)(
  'a test message in the format %s is sent once',
  async (format) => {
    const at = await receiver({ answer: statuses(500) });
    const { endpoint, secret } = await under.subscribe(at, format);
    const sent = await under.deliveries.sendTest(owner, endpoint.id);
    expect(sent).toMatchObject({
      ok: true,
      value: { delivery: { eventType: 'webhook.test', state: 'failed', attempts: 1 }, attempts: [{ number: 1 }] },
    });
    expect(under.verified(secret, at)).toEqual(JSON.parse((await under.only()).body!));
    await under.runAll();
    expect(at.requests).toHaveLength(1);
    expect(await under.deliveries.sendTest(owner, 'we_none')).toMatchObject({ failure: { code: 'not-found' } });
  },
);
