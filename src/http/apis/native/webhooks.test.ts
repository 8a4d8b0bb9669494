import { afterEach, beforeEach, expect, test } from 'vitest';
import { startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';
import { startReceiver, type LoopbackReceiver } from '../../../../test/support/loopback-receiver.js';

let under: NativeUnderTest;
let receiver: LoopbackReceiver;
beforeEach(async () => {
  under = await startNative();
  receiver = await startReceiver();
});
afterEach(async () => {
  await under.close();
  await receiver.close();
});

interface Endpoint {
  readonly id: string;
  readonly secret: string;
}
const subscribe = async (more: object = {}): Promise<Endpoint> => {
  const url = `http://127.0.0.1:${receiver.port}/hook?token=1`;
  const made = await under.call('POST', '/webhook-endpoints', { url, eventTypes: ['review.decided'], ...more });
  expect(made.status).toBe(201);
  return made.body;
};

test('an endpoint is made, listed, changed, rotated and removed; all of it is audited', async () => {
  const { id, secret, ...made } = await subscribe();
  expect(secret).toMatch(/^whsec_/);
  expect(made).toEqual({
    object: 'webhook-endpoint',
    createdAt: '2012-03-01T00:00:00.000Z',
    livemode: true,
    url: `http://127.0.0.1:${receiver.port}/hook?token=1`,
    format: 'native',
    eventTypes: ['review.decided'],
    state: 'enabled',
    disabledReason: null,
    disabledAt: null,
    failingSince: null,
    failures: 0,
  });
  expect((await under.call('GET', '/webhook-endpoints')).body).toEqual({ data: [{ id, ...made }] });
  const change = { state: 'disabled', eventTypes: ['session.updated'] };
  expect((await under.call('PATCH', `/webhook-endpoints/${id}`, change)).body).toMatchObject({
    ...change,
    disabledReason: 'operator',
  });
  expect((await under.call('PATCH', `/webhook-endpoints/${id}`, { state: 'enabled' })).body).toMatchObject({
    state: 'enabled',
    eventTypes: ['session.updated'],
  });
  const rotated = await under.call('POST', `/webhook-endpoints/${id}/rotate-secret`);
  expect(rotated).toMatchObject({ status: 201, body: { previousValidUntil: '2012-03-02T00:00:00.000Z' } });
  expect((rotated.body as Endpoint).secret).not.toBe(secret);
  expect(await under.call('DELETE', `/webhook-endpoints/${id}`)).toMatchObject({ status: 204, body: null });
  expect((await under.call('GET', `/webhook-endpoints/${id}`)).status).toBe(404);
  expect(await under.audited()).toEqual([
    'webhook-endpoint.created',
    'webhook-endpoint.changed',
    'webhook-endpoint.changed',
    'webhook-endpoint.secret-rotated',
    'webhook-endpoint.deleted',
  ]);
});

test('what an endpoint may not be is told with its field', async () => {
  const wrong = async (body: unknown) => (await under.call('POST', '/webhook-endpoints', body)).body;
  expect(await wrong({ url: 'https://10.0.0.1/', eventTypes: ['review.decided'] })).toMatchObject({
    status: 400,
    code: 'url-refused',
  });
  expect(await wrong({ url: 'https://a.example/', eventTypes: ['fly'] })).toMatchObject({
    detail: expect.stringMatching(/^eventTypes\.0: /) as string,
  });
  expect(await wrong({ url: 'https://a.example/', eventTypes: ['review.decided'], color: 1 })).toMatchObject({
    detail: 'Unrecognized key: "color"',
  });
});

test('another mode and another application find nothing; a key without admin may not', async () => {
  const { id } = await subscribe();
  for (const key of [await under.keyWith('test', ['admin']), await under.keyWith('live', ['admin'], 'app_b')]) {
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/rotate-secret'],
      ['POST', '/test'],
    ] as const) {
      expect((await under.call(method, `/webhook-endpoints/${id}${path}`, undefined, { key })).status).toBe(404);
    }
  }
  const key = await under.keyWith('live', ['read', 'verify']);
  expect((await under.call('GET', '/webhook-endpoints', undefined, { key })).status).toBe(403);
});

test('a test message is sent at once, listed with its attempt, and may be sent again', async () => {
  const { id } = await subscribe();
  const sent = await under.call('POST', `/webhook-endpoints/${id}/test`);
  expect(sent).toMatchObject({
    status: 200,
    body: { eventType: 'webhook.test', state: 'delivered', attemptCount: 1, attempts: [{ number: 1, status: 204 }] },
  });
  const { id: deliveryId, body } = sent.body as { id: string; body: string };
  expect(receiver.requests.map((request) => request.body)).toEqual([body]);
  const listed = (query: string) => under.call('GET', `/webhook-deliveries?${query}`);
  expect((await listed(`endpointId=${id}&state=delivered`)).body).toMatchObject({
    data: [{ id: deliveryId }],
    nextCursor: null,
  });
  for (const none of ['state=pending', 'endpointId=we_1']) {
    expect((await listed(none)).body).toEqual({ data: [], nextCursor: null });
  }
  expect((await listed('state=lost')).status).toBe(400);
  expect((await under.call('GET', `/webhook-deliveries/${deliveryId}`)).body).toEqual(sent.body);
  expect(await under.call('POST', `/webhook-deliveries/${deliveryId}/replay`)).toMatchObject({
    status: 202,
    body: { id: deliveryId, state: 'pending' },
  });
  expect((await under.call('POST', '/webhook-deliveries/msg_1/replay')).status).toBe(404);
  expect(await under.audited()).toEqual([
    'webhook-endpoint.created',
    'webhook-endpoint.tested',
    'webhook-delivery.replayed',
  ]);
});

test('the secret of callbacks is shown once, and again when it is rotated', async () => {
  const shown = async () => (await under.call('GET', '/webhook-callback-secret')).body as { secret: string | null };
  const headers = { authorization: `Bearer ${under.key}` };
  const head = await fetch(`${under.origin}/api/v2/webhook-callback-secret`, { method: 'HEAD', headers });
  expect(head.status).toBe(404);
  const { secret } = await shown();
  expect(secret).toMatch(/^whsec_/);
  expect((await shown()).secret).toBeNull();
  const rotated = await under.call('POST', '/webhook-callback-secret/rotate');
  expect(rotated).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) as string } });
  expect((rotated.body as { secret: string }).secret).not.toBe(secret);
  expect((await shown()).secret).toBeNull();
});

test('equal requests with an Idempotency-Key make one endpoint', async () => {
  const body = { url: `http://127.0.0.1:${receiver.port}/`, eventTypes: ['review.decided'] };
  const headers = { 'idempotency-key': 'one' };
  const [first, second] = [
    await under.call('POST', '/webhook-endpoints', body, { headers }),
    await under.call('POST', '/webhook-endpoints', body, { headers }),
  ];
  expect(second.body).toEqual(first.body);
  expect((await under.call('GET', '/webhook-endpoints')).body).toMatchObject({ data: [{}] });
});
