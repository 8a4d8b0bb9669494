import { afterEach, beforeEach, expect, test } from 'vitest';
import { startNative, type NativeUnderTest } from '#http/apis/native/native-under-test.suite.js';

let under: NativeUnderTest;
beforeEach(async () => {
  under = await startNative();
});
afterEach(() => under.close());

const key = { name: 'one', kind: 'secret', mode: 'live', scopes: ['verify'] };
const receiver = { url: 'http://127.0.0.1:9/hook', eventTypes: ['review.decided'] };
const made = async (path: string, body: object): Promise<string> =>
  ((await under.call('POST', path, body)).body as { id: string }).id;

test.each<[string, () => Promise<[path: string, body?: object]>]>([
  ['a key', async () => ['/keys', key]],
  ['a successor of a key', async () => [`/keys/${await made('/keys', key)}/rotate`]],
  ['a receiver', async () => ['/webhook-endpoints', receiver]],
  ['its next secret', async () => [`/webhook-endpoints/${await made('/webhook-endpoints', receiver)}/rotate-secret`]],
  ['a secret for callbacks', async () => ['/webhook-callback-secret/rotate']],
])('%s and its answer become durable together: a retry makes no second one', async (_, request) => {
  const [path, body] = await request();
  // As if the process ended right behind the transaction.
  under.records.idempotency.complete = async () => {
    throw new Error('killed');
  };
  const options = { headers: { 'idempotency-key': 'one' } };
  const first = await under.call('POST', path, body, options);
  expect(first.status).toBe(201);
  expect((await under.call('POST', path, body, options)).body).toEqual(first.body);
});
