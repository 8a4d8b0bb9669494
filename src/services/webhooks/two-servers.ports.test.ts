import { expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import type { Records } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import { createJobRunner, type JobRunner, type JobTrouble } from '#services/jobs/job-runner.js';
import { createAttemptDelivery } from '#services/webhooks/attempt-delivery.js';
import { createDeliver } from '#services/webhooks/deliver.js';
import { deliveryQueue } from '#services/webhooks/delivery-queue.js';
import { publishEvent } from '#services/webhooks/publish-event.js';
import { createWebhookEndpoints } from '#services/webhooks/webhook-endpoints.js';
import { describeOnPostgres, openPostgresStore, emptyPostgres } from '../../../test/support/postgres.js';

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const receiver = receivers();
const events = 120;

describeOnPostgres('two servers on one PostgreSQL', () => {
  test('share the deliveries to an endpoint that fails every third time: each arrives once, nobody stumbles', async () => {
    const under = await emptyPostgres();
    const masterKey = masterKeyFromSecret(new Uint8Array(32).fill(3));
    const stores = [await openPostgresStore(under.url, masterKey), await openPostgresStore(under.url, masterKey)];
    const { records } = stores[0]!;
    let requests = 0;
    const taken: string[] = [];
    const at = await receiver({
      answer: ({ headers }, response) => {
        requests += 1;
        if (requests % 3 === 0) response.writeHead(500).end();
        else {
          taken.push(headers['webhook-id'] as string);
          response.writeHead(204).end();
        }
      },
    });
    let nowEpochMs = 1_000_000;
    const now = (): number => nowEpochMs;
    const random = (): number => 0.5;
    const httpOut = createHttpOut({ allowed: parseAllowedHosts(['127.0.0.1'])! });
    const attempt = createAttemptDelivery({ httpOut, now, version: '0' });
    const trouble: JobTrouble[] = [];
    const runnerOn = (on: Records, workerId: string): JobRunner =>
      createJobRunner({
        records: on,
        queues: {
          [deliveryQueue]: {
            ...createDeliver({ records: on, attempt, now, random }),
            concurrency: 8,
            leaseMs: 30_000,
          },
        },
        workerId,
        pollMs: 1000,
        now,
        random,
        onTrouble: (each) => trouble.push(each),
      });
    try {
      await records.applications.create(sampleStored.applications[0]);
      const created = await createWebhookEndpoints({ records, httpOut, now }).create(owner, {
        url: `http://127.0.0.1:${at.port}/`,
        format: 'native',
        eventTypes: ['session.updated'],
      });
      expect(created.ok).toBe(true);
      const publish = (id: string): Promise<void> =>
        records.inTransaction((inside) =>
          publishEvent(inside, {
            ...owner,
            type: 'session.updated',
            createdAtEpochMs: nowEpochMs,
            subject: { kind: 'session', id },
            bodies: { native: { id } },
          }),
        );
      for (let number = 0; number < events; number++) await publish(`s${number}`);

      const runners = stores.map((store, index) => runnerOn(store.records, `server-${index}`));
      const done = [0, 0];
      for (;;) {
        const round = await Promise.all(runners.map((runner) => runner.runDue()));
        round.forEach((count, index) => (done[index]! += count));
        const dueAt = await records.jobs.nextDueAt(deliveryQueue);
        if (dueAt === null) break;
        nowEpochMs = Math.max(nowEpochMs, dueAt);
      }
      expect(trouble).toEqual([]);
      expect([taken.length, new Set(taken).size]).toEqual([events, events]);
      expect(done.every((count) => count > 0)).toBe(true);
      const states = await records.webhooks.deliveries.page(owner, { limit: 1000, before: null });
      expect(states.filter(({ state }) => state === 'delivered')).toHaveLength(events);
    } finally {
      for (const store of stores) await store.close();
      await under.drop();
    }
  });
});
