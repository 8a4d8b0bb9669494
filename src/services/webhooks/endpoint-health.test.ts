import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import {
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

test('410 ends the delivery and disables the endpoint with its reason, until somebody enables it', async () => {
  const at = await receiver({ answer: statuses(410, 204) });
  const { endpoint } = await under.subscribe(at);
  await under.publish();
  await under.runAll();
  expect((await under.only()).delivery).toMatchObject({ state: 'failed', reason: 'gone', attempts: 1 });
  expect(await under.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { state: 'disabled', disabledReason: 'gone', disabledAtEpochMs: under.clock.nowEpochMs },
  });
  await under.publish();
  expect(await under.listed()).toHaveLength(1);
  await under.endpoints.enable(owner, endpoint.id);
  await under.publish();
  await under.runAll();
  expect(at.requests).toHaveLength(2);
});

test('five days of nothing but failures disable an endpoint; what waits fails for that reason and can be replayed', async () => {
  const at = await receiver({ answer: statuses(500) });
  const { endpoint } = await under.subscribe(at);
  await under.publish();
  await under.runAll();
  under.clock.nowEpochMs += dayMs;
  await under.publish();
  await under.runAll(1);
  expect(await under.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { state: 'enabled', failures: 11 },
  });
  await under.runAll();
  expect(await under.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { state: 'disabled', disabledReason: 'failing' },
  });
  const [late] = await under.listed();
  expect(late).toMatchObject({ state: 'failed', reason: 'endpoint-disabled' });
  await under.endpoints.enable(owner, endpoint.id);
  await under.deliveries.replay(owner, late!.id);
  await under.runAll(1);
  expect((await under.deliveries.find(owner, late!.id)).ok).toBe(true);
  expect((await under.listed())[0]).toMatchObject({ state: 'pending', reason: 'status' });
});

test('one success begins the count of failures anew', async () => {
  const at = await receiver({ answer: statuses(500, 200, 500) });
  const { endpoint } = await under.subscribe(at);
  await under.publish();
  await under.runAll();
  expect(await under.endpoints.find(owner, endpoint.id)).toMatchObject({
    value: { failures: 0, failingSinceEpochMs: null },
  });
});
