import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeWebhooks, owner, type WebhooksUnderTest } from '#services/webhooks/webhooks-under-test.suite.js';

let under: WebhooksUnderTest;
beforeEach(async () => {
  under = await makeWebhooks();
});
afterEach(() => under.close());

const request = {
  url: 'https://hooks.example/a',
  format: 'native',
  eventTypes: ['session.updated', 'session.updated'],
} as const;
const notFound = { ok: false, failure: { code: 'not-found' } };

test('an endpoint is made with a secret that is shown this once', async () => {
  const created = await under.endpoints.create(owner, request);
  if (!created.ok) throw new Error('nothing speaks against it');
  const { endpoint, secret } = created.value;
  expect(secret).toMatch(/^whsec_/);
  expect(endpoint).toEqual({
    id: expect.stringMatching(/^we_[0-9a-f]{32}$/) as string,
    ...owner,
    createdAtEpochMs: under.clock.nowEpochMs,
    url: 'https://hooks.example/a',
    format: 'native',
    eventTypes: ['session.updated'],
    state: 'enabled',
    disabledReason: null,
    disabledAtEpochMs: null,
    failingSinceEpochMs: null,
    failures: 0,
  });
  expect(await under.endpoints.list(owner)).toEqual([endpoint]);
  expect(await under.endpoints.find(owner, endpoint.id)).toEqual({ ok: true, value: endpoint });
});

test('an address that may not be called is refused, also as a change', async () => {
  const created = await under.endpoints.create(owner, request);
  if (!created.ok) throw new Error('nothing speaks against it');
  const { id } = created.value.endpoint;
  const refused = { ok: false, failure: { code: 'url-refused' } };
  expect(await under.endpoints.create(owner, { ...request, url: 'https://10.0.0.1/' })).toMatchObject(refused);
  expect(await under.endpoints.change(owner, id, { url: 'http://hooks.example/' })).toMatchObject(refused);
  expect(await under.endpoints.change(owner, id, { url: 'https://other.example/' })).toMatchObject({
    ok: true,
    value: { url: 'https://other.example/' },
  });
});

test('an endpoint without events, and the 51st, are no endpoints', async () => {
  const invalid = { ok: false, failure: { code: 'request-invalid' } };
  expect(await under.endpoints.create(owner, { ...request, eventTypes: [] })).toMatchObject(invalid);
  for (let number = 0; number < 50; number++) expect((await under.endpoints.create(owner, request)).ok).toBe(true);
  expect(await under.endpoints.create(owner, request)).toMatchObject(invalid);
  expect((await under.endpoints.create({ ...owner, mode: 'test' }, request)).ok).toBe(true);
});

test('whoever names no endpoint of his own finds none', async () => {
  const created = await under.endpoints.create(owner, request);
  if (!created.ok) throw new Error('nothing speaks against it');
  const { id } = created.value.endpoint;
  const stranger = { ...owner, mode: 'test' } as const;
  const { endpoints } = under;
  expect(await endpoints.find(stranger, id)).toEqual(notFound);
  expect(await endpoints.change(stranger, id, {})).toEqual(notFound);
  expect(await endpoints.rotateSecret(stranger, id)).toEqual(notFound);
  expect(await endpoints.enable(stranger, id)).toEqual(notFound);
  expect(await endpoints.disable(stranger, id)).toEqual(notFound);
  expect(await endpoints.remove(stranger, id)).toEqual(notFound);
  expect(await under.deliveries.find(stranger, 'msg_1')).toEqual(notFound);
  expect(await under.deliveries.replay(owner, 'msg_1')).toEqual(notFound);
});

test('an operator disables and enables', async () => {
  const created = await under.endpoints.create(owner, request);
  if (!created.ok) throw new Error('nothing speaks against it');
  const { endpoint } = created.value;
  expect(await under.endpoints.disable(owner, endpoint.id)).toEqual({
    ok: true,
    value: {
      ...endpoint,
      state: 'disabled',
      disabledReason: 'operator',
      disabledAtEpochMs: under.clock.nowEpochMs,
    },
  });
  expect(await under.endpoints.enable(owner, endpoint.id)).toEqual({ ok: true, value: endpoint });
});
