import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { BonafideWebhookError, verifyWebhook } from './index.js';

const secret = `whsec_${Buffer.from('0123456789abcdef01234567').toString('base64')}`;
const other = `whsec_${Buffer.from('another-secret-of-24-byt').toString('base64')}`;
const atSeconds = 1_700_000_000;
const now = (): number => atSeconds * 1000;
const event = { id: 'evt_1', type: 'webhook.test', createdAt: '2023-11-14T22:13:20.000Z', data: { name: 'Männik' } };
const payload = JSON.stringify(event);

const headersOf = (body = payload, by = [secret], seconds = atSeconds): Record<string, string> => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(seconds),
  'webhook-signature': by.map((one) => new Webhook(one).sign('msg_1', new Date(seconds * 1000), body)).join(' '),
});
const refusal = (given: Partial<Parameters<typeof verifyWebhook>[0]>) =>
  verifyWebhook({ payload, headers: headersOf(), secret, now, ...given }).then(
    () => 'believed',
    (error: unknown) => (error instanceof BonafideWebhookError ? error.code : error),
  );

test('a genuine message is an event, in each form in which it may come', async () => {
  const bytes = new TextEncoder().encode(payload);
  const upper = Object.fromEntries(Object.entries(headersOf()).map(([name, value]) => [name.toUpperCase(), [value]]));
  for (const given of [
    { payload, headers: headersOf() },
    { payload: bytes, headers: new Headers(headersOf()) },
    { payload: Buffer.from(payload), headers: upper },
  ]) {
    expect(await verifyWebhook({ ...given, secret, now })).toEqual(event);
  }
});

test('the example of docs/webhooks.md is genuine', async () => {
  const headers = {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  };
  const example = { headers, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', now: () => 1_614_265_330_000 };
  // Its body is no event, which is said only of what is genuine.
  expect(await refusal({ ...example, payload: '{"test": 2432232314}' })).toBe('payload-invalid');
  expect(await refusal({ ...example, payload: '{"test": 2432232315}' })).toBe('signature-wrong');
});

test('while a secret is rotated, either side may be the first to change', async () => {
  expect(await refusal({ headers: headersOf(payload, [other, secret]) })).toBe('believed');
  const both = { payload, secrets: [other, secret], now };
  expect(await verifyWebhook({ ...both, headers: headersOf(payload, [secret]) })).toEqual(event);
  expect(await verifyWebhook({ ...both, headers: headersOf(payload, [other]) })).toEqual(event);
  await expect(verifyWebhook({ ...both, secrets: [], headers: headersOf() })).rejects.toThrow(BonafideWebhookError);
});

test('what was changed on the way, or signed by somebody else, is not believed', async () => {
  const headers = headersOf();
  const signature = headers['webhook-signature']!;
  expect(await refusal({ payload: payload.replace('evt_1', 'evt_2') })).toBe('signature-wrong');
  expect(await refusal({ payload: `${payload} ` })).toBe('signature-wrong');
  expect(await refusal({ headers: { ...headers, 'webhook-id': 'msg_2' } })).toBe('signature-wrong');
  expect(await refusal({ headers: { ...headers, 'webhook-timestamp': String(atSeconds + 1) } })).toBe(
    'signature-wrong',
  );
  expect(await refusal({ headers: headersOf(payload, [other]) })).toBe('signature-wrong');
  for (const changed of [signature.slice(0, -4), signature.replace('v1,', 'v2,'), 'v1,', 'v1,!', 'nonsense']) {
    expect(await refusal({ headers: { ...headers, 'webhook-signature': changed } })).toBe('signature-wrong');
  }
});

test('old messages and those of the future are refused, five minutes are allowed', async () => {
  const after = (seconds: number) => ({ now: () => (atSeconds + seconds) * 1000 });
  expect(await refusal(after(300))).toBe('believed');
  expect(await refusal(after(301))).toBe('timestamp-too-old');
  expect(await refusal(after(-300))).toBe('believed');
  expect(await refusal(after(-301))).toBe('timestamp-too-new');
  expect(await refusal({ ...after(11), toleranceSeconds: 10 })).toBe('timestamp-too-old');
});

test('what cannot be checked says why', async () => {
  const { 'webhook-signature': _, ...unsigned } = headersOf();
  expect(await refusal({ headers: unsigned })).toBe('headers-missing');
  expect(await refusal({ headers: { ...headersOf(), 'webhook-timestamp': '1e9' } })).toBe('headers-missing');
  expect(await refusal({ secret: 'whsec_!' })).toBe('secret-invalid');
  expect(await refusal({ secret: '' })).toBe('secret-invalid');
  expect(await refusal({ payload: 'not JSON', headers: headersOf('not JSON') })).toBe('payload-invalid');
});
