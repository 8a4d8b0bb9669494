import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { EventType, WebhookFormat } from '#domain/event.js';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { hourMs, makeWebhooks, owner, type WebhooksUnderTest } from '#services/webhooks/webhooks-under-test.suite.js';
import {
  startReceiver,
  type LoopbackReceiver,
  type LoopbackReceiverOptions,
} from '../../../test/support/loopback-receiver.js';

let webhooks: WebhooksUnderTest;
const open: LoopbackReceiver[] = [];
beforeEach(async () => {
  webhooks = await makeWebhooks();
});
afterEach(async () => {
  vi.useRealTimers();
  await webhooks.close();
  for (const each of open.splice(0)) await each.close();
});

const dayMs = 24 * hourMs;
const allTypes: readonly EventType[] = ['verification.completed', 'session.updated', 'review.decided'];

async function receiver(answer?: LoopbackReceiverOptions['answer']): Promise<LoopbackReceiver> {
  const started = await startReceiver(answer === undefined ? {} : { answer });
  open.push(started);
  return started;
}
const addressOf = ({ port }: LoopbackReceiver): string => `http://127.0.0.1:${port}/hook`;

async function subscribe(at: LoopbackReceiver, format: WebhookFormat = 'native', eventTypes = allTypes) {
  const created = await webhooks.endpoints.create(owner, { url: addressOf(at), format, eventTypes });
  if (!created.ok) throw new Error(created.failure.detail);
  return created.value;
}

const statuses =
  (...codes: number[]): NonNullable<LoopbackReceiverOptions['answer']> =>
  (_, response) =>
    response.writeHead(codes.length > 1 ? codes.shift()! : codes[0]!).end();

const listed = () => webhooks.deliveries.page(owner, { limit: 100, before: null });
async function only() {
  const [delivery, ...more] = await listed();
  expect(more).toEqual([]);
  const found = await webhooks.deliveries.find(owner, delivery!.id);
  if (!found.ok) throw new Error('it was just listed');
  return found.value;
}

/** As the receiver would, at the server's own time. */
function verified(secret: string, at: LoopbackReceiver, index = 0): unknown {
  vi.useFakeTimers({ toFake: ['Date'], now: webhooks.clock.nowEpochMs });
  const { body, headers } = at.requests[index]!;
  return new Webhook(secret).verify(body, headers as Record<string, string>); // each of its three stands there once
}

test('an event goes to the endpoints that want it, each in its format, signed', async () => {
  const [native, clear, other] = [await receiver(), await receiver(), await receiver()];
  const { secret } = await subscribe(native);
  const { secret: clearSecret } = await subscribe(clear, 'clearconsent');
  await subscribe(other, 'native', ['review.decided']);
  await subscribe(other, 'ooto');
  await webhooks.publish();
  await webhooks.runAll();

  expect(other.requests).toEqual([]);
  expect(verified(secret, native)).toEqual({
    id: expect.stringMatching(/^evt_[0-9a-f]{32}$/) as string,
    type: 'verification.completed',
    createdAt: '2026-01-01T00:00:00.000Z',
    data: { decision: 'match' },
  });
  expect(native.requests[0]!.headers['user-agent']).toBe('Bonafide-Webhooks/1.2.3');
  expect(native.requests[0]!.headers['content-type']).toBe('application/json');
  expect(verified(clearSecret, clear)).toEqual({ check_id: 'c1' });
  expect(clear.requests[0]!.headers['user-agent']).toBe('IdentityVerification/1.0');
  expect(native.requests[0]!.headers['webhook-id']).not.toBe(clear.requests[0]!.headers['webhook-id']);
  expect((await listed()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['delivered', 1],
    ['delivered', 1],
  ]);
});

test('test events go to test endpoints alone', async () => {
  const [live, sandbox] = [await receiver(), await receiver()];
  await subscribe(live);
  const request = { url: addressOf(sandbox), format: 'native', eventTypes: allTypes } as const;
  await webhooks.endpoints.create({ ...owner, mode: 'test' }, request);
  await webhooks.publish({ mode: 'test' });
  await webhooks.runAll();
  expect([live.requests.length, sandbox.requests.length]).toEqual([0, 1]);
});

test('a callback is signed with the secret of callbacks, which is shown once', async () => {
  const caller = await receiver();
  await webhooks.publish({
    bodies: { ooto: { status: 'DONE' } },
    callback: { url: addressOf(caller), format: 'ooto' },
  });
  const secret = (await webhooks.endpoints.showCallbackSecret(owner))!;
  expect(await webhooks.endpoints.showCallbackSecret(owner)).toBeNull();
  await webhooks.runAll();
  expect(verified(secret, caller)).toEqual({ status: 'DONE' });
  const { secret: second } = await webhooks.endpoints.rotateCallbackSecret(owner);
  await webhooks.publish({ bodies: { ooto: {} }, callback: { url: addressOf(caller), format: 'ooto' } });
  await webhooks.runAll();
  expect([verified(secret, caller, 1), verified(second, caller, 1)]).toEqual([{}, {}]);
});

test('a rotated secret signs beside the one before it for a day', async () => {
  const at = await receiver();
  const { endpoint, secret } = await subscribe(at);
  const rotation = await webhooks.endpoints.rotateSecret(owner, endpoint.id);
  if (!rotation.ok) throw new Error('there is such an endpoint');
  await webhooks.publish();
  await webhooks.runAll();
  expect(verified(secret, at)).toEqual(verified(rotation.value.secret, at));
  webhooks.clock.nowEpochMs += dayMs;
  await webhooks.publish();
  await webhooks.runAll();
  expect(() => verified(secret, at, 1)).toThrow();
  expect(verified(rotation.value.secret, at, 1)).toMatchObject({ type: 'verification.completed' });
});

test('a receiver dead for nine attempts is reached on the tenth, with the same id and the same bytes', async () => {
  const at = await receiver(statuses(...Array<number>(9).fill(500), 200));
  await subscribe(at);
  const begunAt = webhooks.clock.nowEpochMs;
  await webhooks.publish();
  await webhooks.runAll();
  const { delivery, attempts } = await only();
  expect(delivery).toMatchObject({ state: 'delivered', attempts: 10, reason: null, nextAttemptAtEpochMs: null });
  expect(attempts.map(({ number, outcome }) => [number, outcome.status, outcome.failure])).toEqual([
    ...Array.from({ length: 9 }, (_, index) => [index + 1, 500, 'status']),
    [10, 200, null],
  ]);
  expect((webhooks.clock.nowEpochMs - begunAt) / hourMs).toBeCloseTo(75.6, 1);
  expect(new Set(at.requests.map(({ body, headers }) => `${headers['webhook-id'] as string} ${body}`)).size).toBe(1);
});

test('after ten failures it is over, and a replay begins anew with the same id and body', async () => {
  const at = await receiver(statuses(...Array<number>(10).fill(503), 204));
  await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll();
  const { delivery } = await only();
  expect(delivery).toMatchObject({ state: 'failed', reason: 'status', attempts: 10 });
  expect(await webhooks.deliveries.replay(owner, delivery.id)).toMatchObject({ ok: true, value: { state: 'pending' } });
  await webhooks.runAll();
  expect((await only()).delivery).toMatchObject({ state: 'delivered', attempts: 11, attemptsOfRound: 1 });
  expect(new Set(at.requests.map(({ body, headers }) => `${headers['webhook-id'] as string} ${body}`)).size).toBe(1);
});

test('a delivered one can be replayed, and one that waits is sent at once', async () => {
  const at = await receiver(statuses(500, 204));
  await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll(1);
  const { delivery } = await only();
  expect(delivery).toMatchObject({ state: 'pending', reason: 'status' });
  await webhooks.deliveries.replay(owner, delivery.id);
  await webhooks.runner.runDue();
  expect((await only()).delivery.state).toBe('delivered');
  await webhooks.deliveries.replay(owner, delivery.id);
  await webhooks.runner.runDue();
  expect((await only()).delivery).toMatchObject({ state: 'delivered', attempts: 3 });
  expect(at.requests).toHaveLength(3);
});

test('Retry-After moves the next attempt to at most twice its time', async () => {
  const at = await receiver((_, response) => response.writeHead(429, { 'retry-after': '8' }).end());
  await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll(1);
  expect((await only()).delivery.nextAttemptAtEpochMs).toBe(webhooks.clock.nowEpochMs + 8000);
});

test('410 ends the delivery and disables the endpoint with its reason, until somebody enables it', async () => {
  const at = await receiver(statuses(410, 204));
  const { endpoint } = await subscribe(at);
  await webhooks.publish();
  await webhooks.publish();
  await webhooks.runAll();
  expect((await listed()).map(({ state, reason }) => [state, reason]).sort()).toEqual([
    ['delivered', null],
    ['failed', 'gone'],
  ]);
  expect(await webhooks.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { state: 'disabled', disabledReason: 'gone', disabledAtEpochMs: webhooks.clock.nowEpochMs },
  });
  await webhooks.publish();
  expect(await listed()).toHaveLength(2);
  await webhooks.endpoints.enable(owner, endpoint.id);
  await webhooks.publish();
  await webhooks.runAll();
  expect(at.requests).toHaveLength(3);
});

test('five days of nothing but failures disable an endpoint; what waits fails for that reason and can be replayed', async () => {
  const at = await receiver(statuses(500));
  const { endpoint } = await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll();
  webhooks.clock.nowEpochMs += dayMs;
  await webhooks.publish();
  await webhooks.runAll(1);
  expect(await webhooks.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { state: 'enabled', failures: 11 },
  });
  await webhooks.runAll();
  expect(await webhooks.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { state: 'disabled', disabledReason: 'failing' },
  });
  const [late] = await listed();
  expect(late).toMatchObject({ state: 'failed', reason: 'endpoint-disabled' });
  await webhooks.endpoints.enable(owner, endpoint.id);
  await webhooks.deliveries.replay(owner, late!.id);
  await webhooks.runAll(1);
  expect((await webhooks.deliveries.find(owner, late!.id)).ok).toBe(true);
  expect((await listed())[0]).toMatchObject({ state: 'pending', reason: 'status' });
});

test('one success begins the count of failures anew', async () => {
  const at = await receiver(statuses(500, 200, 500));
  const { endpoint } = await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll();
  expect(await webhooks.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { failures: 0, failingSinceEpochMs: null },
  });
});

test('a redirect is not followed', async () => {
  const elsewhere = await receiver();
  const at = await receiver((_, response) => response.writeHead(302, { location: addressOf(elsewhere) }).end());
  await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll(1);
  expect((await only()).attempts[0]!.outcome).toMatchObject({ status: 302, failure: 'redirect' });
  expect(elsewhere.connections()).toBe(0);
});

test('of a long answer the first bytes are kept, and its status counts', async () => {
  const at = await receiver((_, response) => response.end('long '.repeat(100_000)));
  await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll();
  const { delivery, attempts } = await only();
  expect(delivery.state).toBe('delivered');
  expect(attempts[0]!.outcome.answerHead).toBe('long '.repeat(103).slice(0, 512));
});

test('a receiver that speaks no TLS, or is not there, is a failed attempt', async () => {
  const at = await receiver();
  const request = { format: 'native', eventTypes: allTypes } as const;
  await webhooks.endpoints.create(owner, { ...request, url: `https://127.0.0.1:${at.port}/` });
  await webhooks.publish();
  await webhooks.runAll(1);
  await at.close();
  open.pop();
  expect((await only()).attempts[0]!.outcome).toMatchObject({ status: null, failure: 'tls' });
  await webhooks.runAll(1);
  expect((await only()).attempts[1]!.outcome).toMatchObject({ status: null, failure: 'connection' });
});

test('a receiver that is slower than ten seconds has failed', async () => {
  const at = await receiver(() => undefined);
  const real = createHttpOut({ allowed: parseAllowedHosts(['127.0.0.1'])! });
  const limits: number[] = [];
  await webhooks.close();
  webhooks = await makeWebhooks({
    httpOut: {
      ...real,
      request: (request) => {
        limits.push(request.timeoutMs);
        return real.request({ ...request, timeoutMs: 50 });
      },
    },
  });
  await subscribe(at);
  await webhooks.publish();
  await webhooks.runAll(1);
  expect((await only()).attempts[0]!.outcome).toMatchObject({ status: null, failure: 'timeout' });
  expect(limits).toEqual([10_000]);
});

describe('a target that may not be called', () => {
  test('is refused when it is given', async () => {
    const given = await webhooks.endpoints.create(owner, {
      url: 'https://10.0.0.1/',
      format: 'native',
      eventTypes: allTypes,
    });
    expect(given).toMatchObject({ ok: false, failure: { code: 'url-refused' } });
  });

  test('and blocked at each attempt, which is logged and tried again', async () => {
    await webhooks.publish({ callback: { url: 'https://169.254.169.254/latest', format: 'native' } });
    await webhooks.runAll(2);
    const { delivery, attempts } = await only();
    expect(delivery).toMatchObject({ state: 'pending', reason: 'url-refused', attempts: 2 });
    expect(attempts[0]!.outcome).toEqual({ status: null, durationMs: 0, failure: 'url-refused', answerHead: '' });
  });
});

test('what is about an erased subject is sent no more', async () => {
  const at = await receiver();
  await subscribe(at);
  await webhooks.publish();
  await webhooks.records.webhooks.deliveries.eraseBySubject(owner, { kind: 'verification', id: 'v1' }, 5);
  await webhooks.runAll();
  expect(at.requests).toEqual([]);
  const { delivery, body } = await only();
  expect([delivery.state, delivery.reason, body]).toEqual(['cancelled', 'erased', null]);
  expect(await webhooks.deliveries.replay(owner, delivery.id)).toMatchObject({ failure: { code: 'not-found' } });
});

test('what waits for a removed endpoint is cancelled', async () => {
  const at = await receiver();
  const { endpoint } = await subscribe(at);
  await webhooks.publish();
  expect(await webhooks.endpoints.remove(owner, endpoint.id)).toEqual({ ok: true, value: null });
  await webhooks.runAll();
  expect((await only()).delivery).toMatchObject({ state: 'cancelled', reason: 'endpoint-removed', attempts: 0 });
});

test.each(['native', 'ooto', 'clearconsent'] as const)(
  'a test message in the format %s is sent once',
  async (format) => {
    const at = await receiver(statuses(500));
    const { endpoint, secret } = await subscribe(at, format);
    const sent = await webhooks.deliveries.sendTest(owner, endpoint.id);
    expect(sent).toMatchObject({
      ok: true,
      value: { delivery: { eventType: 'webhook.test', state: 'failed', attempts: 1 }, attempts: [{ number: 1 }] },
    });
    expect(verified(secret, at)).toEqual(JSON.parse((await only()).body!));
    await webhooks.runAll();
    expect(at.requests).toHaveLength(1);
    expect(await webhooks.deliveries.sendTest(owner, 'we_none')).toMatchObject({ failure: { code: 'not-found' } });
  },
);
