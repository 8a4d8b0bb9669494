import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { expect, vi } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import type { DomainEvent, EventType, WebhookFormat } from '#domain/event.js';
import { parseAllowedHosts } from '#adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '#adapters/http-out/create-http-out.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import type { HttpOut } from '#ports/http-out.js';
import type { Records } from '#ports/records.js';
import type { Store } from '#ports/store.js';
import type { WebhookDelivery, WebhookEndpoint } from '#ports/webhook-records.js';
import { createJobRunner, type JobRunner, type JobTrouble } from '#services/jobs/job-runner.js';
import { createSandboxDeliveries } from '#services/sandbox/sandbox-deliveries.js';
import { createAttemptDelivery } from '#services/webhooks/attempt-delivery.js';
import { createDeliver } from '#services/webhooks/deliver.js';
import { deliveryQueue } from '#services/webhooks/delivery-queue.js';
import { publishEvent } from '#services/webhooks/publish-event.js';
import {
  createWebhookDeliveries,
  type DeliveryDetails,
  type WebhookDeliveries,
} from '#services/webhooks/webhook-deliveries.js';
import { createWebhookEndpoints, type WebhookEndpoints } from '#services/webhooks/webhook-endpoints.js';
import type { LoopbackReceiver, LoopbackReceiverOptions } from '../../../test/support/loopback-receiver.js';

export const owner = { applicationId: 'app_a', mode: 'live' } as const;
export const hourMs = 3_600_000;

export const addressOf = ({ port }: LoopbackReceiver): string => `http://127.0.0.1:${port}/hook`;
export const allTypes: readonly EventType[] = ['verification.completed', 'session.updated', 'review.decided'];

/** Answers with one status after the other, and with the last one from then on. */
export const statuses =
  (...codes: number[]): NonNullable<LoopbackReceiverOptions['answer']> =>
  (_, response) =>
    response.writeHead(codes.length > 1 ? codes.shift()! : codes[0]!).end();

/** Everything that tells applications of events, over a real database, with a clock that only tests move. */
export interface WebhooksUnderTest {
  readonly records: Records;
  readonly clock: { nowEpochMs: number };
  readonly endpoints: WebhookEndpoints;
  readonly deliveries: WebhookDeliveries;
  readonly runner: JobRunner;
  readonly trouble: JobTrouble[];
  /** Publishes in a transaction of its own. */
  publish(event?: Partial<DomainEvent>): Promise<void>;
  publishIn(inside: Records, event?: Partial<DomainEvent>): Promise<void>;
  subscribe(
    at: LoopbackReceiver,
    format?: WebhookFormat,
    eventTypes?: readonly EventType[],
  ): Promise<{ readonly endpoint: WebhookEndpoint; readonly secret: string }>;
  /** Newest first. */
  listed(): Promise<WebhookDelivery[]>;
  /** The one delivery that there is. */
  only(): Promise<DeliveryDetails>;
  /** What a receiver gets out of request number `index` by npm's `standardwebhooks`; throws as that does. */
  verified(secret: string, at: LoopbackReceiver, index?: number): unknown;
  /** Moves the clock to the next due job and does it, until no job is left or `most` were done. */
  runAll(most?: number): Promise<void>;
  close(): Promise<void>;
}

export async function makeWebhooks(
  options: {
    readonly httpOut?: HttpOut;
    readonly random?: () => number;
    readonly concurrency?: number;
    /** Where its folder is made. */
    readonly within?: string;
    /** In place of one on SQLite, in a folder of its own. */
    readonly store?: Store;
  } = {},
): Promise<WebhooksUnderTest> {
  const { random = () => 0.5, concurrency = 8, within = tmpdir() } = options;
  const directory = mkdtempSync(path.join(within, 'bonafide-webhooks-'));
  const masterKey = masterKeyFromSecret(new Uint8Array(32));
  const store = options.store ?? (await openSqliteStore({ directory, masterKey, nowEpochMs: 1 }));
  const { records } = store;
  const clock = { nowEpochMs: Date.parse('2026-01-01T00:00:00Z') };
  const now = (): number => clock.nowEpochMs;
  const httpOut = options.httpOut ?? createHttpOut({ allowed: parseAllowedHosts(['127.0.0.1'])! });
  await records.applications.create({
    id: 'app_a',
    name: 'Shop',
    createdAtEpochMs: 1,
    settings: defaultApplicationSettings,
  });
  const liveAttempt = createAttemptDelivery({ httpOut, now, version: '1.2.3' });
  const attempt = createSandboxDeliveries({ attempt: liveAttempt, records, now });
  const trouble: JobTrouble[] = [];
  const runner = createJobRunner({
    records,
    queues: { [deliveryQueue]: { ...createDeliver({ records, attempt, now, random }), concurrency, leaseMs: 30_000 } },
    workerId: 'w1',
    pollMs: 1000,
    now,
    random,
    onTrouble: (each) => trouble.push(each),
  });
  const publishIn = (inside: Records, event: Partial<DomainEvent> = {}): Promise<void> =>
    publishEvent(inside, {
      ...owner,
      type: 'verification.completed',
      createdAtEpochMs: clock.nowEpochMs,
      subject: { kind: 'verification', id: 'v1' },
      bodies: { native: { decision: 'match' }, clearconsent: { check_id: 'c1' } },
      ...event,
    });
  const endpoints = createWebhookEndpoints({ records, httpOut, now });
  const deliveries = createWebhookDeliveries({ records, attempt, now });
  const listed = (): Promise<WebhookDelivery[]> => deliveries.page(owner, { limit: 100, before: null });
  return {
    records,
    clock,
    endpoints,
    deliveries,
    listed,
    runner,
    trouble,
    publishIn,
    publish: (event) => records.inTransaction((inside) => publishIn(inside, event)),
    async subscribe(at, format = 'native', eventTypes = allTypes) {
      const created = await endpoints.create(owner, { url: addressOf(at), format, eventTypes });
      if (!created.ok) throw new Error(created.failure.detail);
      return created.value;
    },
    async only() {
      const [delivery, ...more] = await listed();
      expect(more).toEqual([]);
      const found = await deliveries.find(owner, delivery!.id);
      if (!found.ok) throw new Error('it was just listed');
      return found.value;
    },
    verified(secret, at, index = 0) {
      vi.useFakeTimers({ toFake: ['Date'], now: now() });
      try {
        const { body, headers } = at.requests[index]!;
        return new Webhook(secret).verify(body, headers as Record<string, string>); // each of its three stands there once
      } finally {
        vi.useRealTimers();
      }
    },
    async runAll(most = Number.POSITIVE_INFINITY) {
      for (let done = 0; done < most; done += await runner.runDue()) {
        const dueAt = await records.jobs.nextDueAt(deliveryQueue);
        if (dueAt === null) return;
        clock.nowEpochMs = Math.max(clock.nowEpochMs, dueAt);
      }
    },
    async close() {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
