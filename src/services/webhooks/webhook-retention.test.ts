import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import { deliveryErasure, failedJobs, settledDeliveries } from '#services/webhooks/webhook-retention.js';
import { makeWebhooks, owner, type WebhooksUnderTest } from '#services/webhooks/webhooks-under-test.suite.js';

const dayMs = 86_400_000;
const receiver = receivers();
let under: WebhooksUnderTest;
beforeEach(async () => {
  under = await makeWebhooks();
});
afterEach(() => under.close());

test('deliveries go 30 days after they were settled', async () => {
  const at = await receiver();
  await under.subscribe(at);
  await under.publish();
  await under.runAll();
  await under.publish();
  const settledAt = under.clock.nowEpochMs;
  const part = settledDeliveries(under.records);
  expect(await part.sweep(settledAt + 30 * dayMs)).toBe(0);
  expect(await part.sweep(settledAt + 30 * dayMs + 1)).toBe(1);
  expect((await under.only()).delivery.state).toBe('pending');
});

test('jobs that were given up go after 30 days', async () => {
  const job = { queue: 'q', uniqueKey: 'k', owner: null, payload: null, createdAtEpochMs: 0, runAtEpochMs: 0 };
  const { jobs } = under.records;
  await jobs.enqueue(job);
  const [held] = await jobs.claim('q', { limit: 1, leaseMs: 1, workerId: 'w', nowEpochMs: 1 });
  await jobs.fail(held!, 1000);
  const part = failedJobs(under.records);
  expect(await part.sweep(1000 + 30 * dayMs)).toBe(0);
  expect(await part.sweep(1001 + 30 * dayMs)).toBe(1);
});

test('erasing a check destroys what is told of it and of its session, and nothing else', async () => {
  const at = await receiver();
  await under.subscribe(at);
  await under.publish();
  await under.publish({ type: 'session.updated', subject: { kind: 'session', id: 's1' } });
  await under.publish({ subject: { kind: 'verification', id: 'v2' } });
  const context = { atEpochMs: 5, sessionId: 's1', afterCommit: () => undefined };
  const erase = (): Promise<number> =>
    under.records.inTransaction((inside) => deliveryErasure.eraseVerification(inside, owner, 'v1', context));
  expect(await erase()).toBe(2);
  expect(await erase()).toBe(0);
  await under.runAll();
  expect(at.requests).toHaveLength(1);
  expect((await under.listed()).map(({ subject, state }) => [subject?.id, state]).sort()).toEqual([
    ['s1', 'cancelled'],
    ['v1', 'cancelled'],
    ['v2', 'delivered'],
  ]);
});
