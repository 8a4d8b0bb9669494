import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { samplePolicy } from '#ports/policy-records.suite.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDashboard, type Browser, type DashboardUnderTest } from '#http/dashboard/dashboard-under-test.suite.js';
import { startReceiver } from '../../../test/support/loopback-receiver.js';

let under: DashboardUnderTest;
let ana: Browser & { readonly id: string };
let boss: Browser & { readonly id: string };
beforeEach(async () => {
  under = await startDashboard();
  ana = await under.userWith('ana', [{ applicationId: 'app_a', role: 'reviewer' }]);
  boss = await under.userWith('boss', [{ applicationId: null, role: 'admin' }]);
});
afterEach(() => under.close());

const audited = async () =>
  (await under.records.audit.page('app_a', { limit: 50, beforeSequence: null }))
    .filter(({ actor }) => actor.kind === 'user')
    .map(({ action, actor }) => `${action} ${actor.id}`)
    .reverse();

test('keys are made, rotated and revoked, and settings changed, by name', async () => {
  const made = await boss.call('createKey', { body: { name: 'till', scopes: ['verify'] } });
  expect(made).toMatchObject({ status: 201, body: { name: 'till' } });
  const { id: keyId, key } = made.body as { id: string; key: string };
  expect((await under.call('GET', '/verifications', undefined, { key })).status).toBe(403);
  expect((await boss.call('rotateKey', { parameters: { id: keyId } })).body).toMatchObject({ succeeds: keyId });
  expect((await boss.call('revokeKey', { parameters: { id: keyId } })).status).toBe(200);
  expect((await under.call('GET', '/verifications', undefined, { key })).status).toBe(401);
  expect((await boss.call('rotateKey', { parameters: { id: keyId } })).body).toMatchObject({ code: 'request-invalid' });
  const wrong = await boss.call('changeSettings', { body: { retention: { mediaDays: -1 } } });
  expect(wrong).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('retention.mediaDays') as string },
  });
  const other = await boss.call('createApplication', { body: { name: 'Bank' } });
  expect(other).toMatchObject({
    status: 201,
    body: { name: 'Bank', role: 'admin', settings: { review: { fourEyes: false } } },
  });
  expect(await audited()).toEqual([`key.created ${boss.id}`, `key.rotated ${boss.id}`, `key.revoked ${boss.id}`]);
});

test('a calibrated policy of the recogniser in use is offered, chosen, and audited by the name of who chose', async () => {
  const usable = { ...samplePolicy, recogniserDigest: shippedRecogniser.digest };
  await under.records.policies.add(usable);
  await under.records.policies.add({ ...usable, name: 'theirs', recogniserDigest: 'c'.repeat(64) });
  const offered = { policy: 'shop@1', threshold: 0.52, reviewFrom: 0.41, wantedFmr: 1e-3 };
  expect((await boss.call('application')).body).toMatchObject({ policies: [offered] });
  const chosen = await boss.call('changeSettings', { body: { policy: { operatingPoint: { policy: 'shop@1' } } } });
  expect(chosen.body).toMatchObject({
    settings: { policy: { operatingPoint: { policy: 'shop@1', threshold: 0.52 } } },
  });
  const refused = await boss.call('changeSettings', { body: { policy: { operatingPoint: { policy: 'theirs@1' } } } });
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('another recogniser') as string },
  });
  expect(await audited()).toEqual([`application.settings-changed ${boss.id}`, `application.policy-used ${boss.id}`]);
});

test('a receiver is added, tested, its delivery shown with its body and sent again', async () => {
  const receiver = await startReceiver();
  try {
    const url = `http://127.0.0.1:${receiver.port}/hook`;
    const added = await boss.call('addWebhookEndpoint', { body: { url, eventTypes: ['review.decided'] } });
    const endpoint = added.body as { id: string; secret: string };
    expect(endpoint.secret).toMatch(/^whsec_/);
    const sent = await boss.call('testWebhookEndpoint', { parameters: { id: endpoint.id } });
    expect(sent.body).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }] });
    const { id: deliveryId, body } = sent.body as { id: string; body: string };
    expect(receiver.requests.map((request) => request.body)).toEqual([body]);
    expect((await ana.call('webhookDeliveries')).body).toMatchObject({ data: [{ id: deliveryId }] });
    expect((await ana.call('webhookDelivery', { parameters: { id: deliveryId } })).body).toMatchObject({ body });
    expect((await ana.call('replayWebhookDelivery', { parameters: { id: deliveryId } })).status).toBe(202);
    expect(await audited()).toEqual([
      `webhook-endpoint.created ${boss.id}`,
      `webhook-endpoint.tested ${boss.id}`,
      `webhook-delivery.replayed ${ana.id}`,
    ]);
  } finally {
    await receiver.close();
  }
});

test('the audit log is paged, filtered, named and checked', async () => {
  await boss.call('changeSettings', { body: { review: { fourEyes: true } } });
  for (const name of ['one', 'two']) await boss.call('createKey', { body: { name, scopes: ['read'] } });
  const page = async (query: Record<string, string>) =>
    (await boss.call('audit', { query })).body as {
      data: { action: string; actorName: string }[];
      nextCursor: string | null;
    };
  const byUser = await page({ actorId: boss.id });
  expect(byUser.data.map(({ action, actorName }) => [action, actorName])).toEqual([
    ['key.created', 'boss'],
    ['key.created', 'boss'],
    ['application.settings-changed', 'boss'],
  ]);
  const first = await page({ actorId: boss.id, action: 'key.created', limit: '1' });
  const second = await page({ actorId: boss.id, action: 'key.created', limit: '1', cursor: first.nextCursor! });
  expect([first.data.length, second.data.length]).toEqual([1, 1]);
  expect((await boss.call('checkAudit')).body).toMatchObject({ status: 'whole' });
  expect((await boss.call('checkInstallationAudit')).body).toMatchObject({ status: 'whole' });
});
