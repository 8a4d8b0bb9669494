import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { firstSecrets, newSigningSecret, rotated, signedHeaders } from '#services/webhooks/sign.js';

const body = '{"id":"evt_1","data":{"name":"Zoë"}}';
const nowEpochMs = Date.now();
const verify = (secret: string, headers: Record<string, string>, text = body): unknown =>
  new Webhook(secret).verify(text, headers);

test('a secret has the form of the specification and is new each time', () => {
  expect(newSigningSecret()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(newSigningSecret()).not.toBe(newSigningSecret());
});

test('a known message has the signature that the specification gives it', () => {
  const secrets = { current: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', previous: null };
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', secrets };
  expect(signedHeaders({ ...message, nowEpochMs: 1_614_265_330_999 })).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

test("npm's standardwebhooks verifies it, and nothing that was changed", () => {
  const secrets = firstSecrets();
  const headers = signedHeaders({ id: 'msg_1', body, secrets, nowEpochMs });
  expect(verify(secrets.current, headers)).toEqual(JSON.parse(body));
  const wrong: [string, Record<string, string>, string][] = [
    [secrets.current, headers, body.replace('Zoë', 'Zoe')],
    [secrets.current, { ...headers, 'webhook-id': 'msg_2' }, body],
    [secrets.current, { ...headers, 'webhook-timestamp': String(Math.floor(nowEpochMs / 1000) + 1) }, body],
    [newSigningSecret(), headers, body],
  ];
  for (const [secret, changed, text] of wrong) {
    expect(() => verify(secret, changed, text)).toThrow(WebhookVerificationError);
  }
});

test('during rotation the old secret verifies as well as the new one, afterwards only the new one', () => {
  const old = firstSecrets();
  const secrets = rotated(old, nowEpochMs + 1);
  const during = signedHeaders({ id: 'msg_1', body, secrets, nowEpochMs });
  expect(verify(old.current, during)).toEqual(verify(secrets.current, during));
  const after = signedHeaders({ id: 'msg_1', body, secrets, nowEpochMs: nowEpochMs + 1 });
  expect(verify(secrets.current, after)).toEqual(JSON.parse(body));
  expect(() => verify(old.current, after)).toThrow(WebhookVerificationError);
});

test('a second rotation ends the oldest secret at once: two are valid, never three', () => {
  const oldest = firstSecrets();
  const secrets = rotated(rotated(oldest, nowEpochMs + 9), nowEpochMs + 9);
  const headers = signedHeaders({ id: 'msg_1', body, secrets, nowEpochMs });
  expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
  expect(() => verify(oldest.current, headers)).toThrow(WebhookVerificationError);
});
