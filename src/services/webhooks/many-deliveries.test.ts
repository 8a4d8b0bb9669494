import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { ok } from '#domain/outcome.js';
import type { HttpOut, OutgoingRequest } from '#ports/http-out.js';
import { makeWebhooks, owner, type WebhooksUnderTest } from '#services/webhooks/webhooks-under-test.suite.js';
import { startReceiver, type LoopbackReceiver } from '../../../test/support/loopback-receiver.js';
import { isShortForm } from '../../../test/support/test-form.js';

let webhooks: WebhooksUnderTest | null = null;
let receiver: LoopbackReceiver | null = null;
afterEach(async () => {
  await webhooks?.close();
  await receiver?.close();
});

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Where a commit need not wait for a disk: 15,000 of them do, and power is not cut here. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Publishes `count` events, many to a transaction, and delivers them all. */
async function deliverAll(under: WebhooksUnderTest, url: string, count: number): Promise<void> {
  const created = await under.endpoints.create(owner, { url, format: 'native', eventTypes: ['session.updated'] });
  expect(created.ok).toBe(true);
  const inOneTransaction = 250;
  for (let from = 0; from < count; from += inOneTransaction) {
    await under.records.inTransaction(async (inside) => {
      for (let number = from; number < Math.min(count, from + inOneTransaction); number++) {
        await under.publishIn(inside, { type: 'session.updated', bodies: { native: { number } } });
      }
    });
  }
  await under.runAll();
}

/** What a receiver that fails 30 of 100 got: id → the number in its body, and how often an id came that it had taken. */
function fallibleReceiver(random: () => number) {
  const taken = new Map<string, number>();
  let duplicates = 0;
  return {
    taken,
    duplicates: () => duplicates,
    /** Fails before or after it has taken the message: of the latter the sender knows nothing, and sends it again. */
    take(id: string, body: string): number {
      const luck = random();
      if (luck < 0.2) return 500;
      if (taken.has(id)) duplicates += 1;
      taken.set(id, (JSON.parse(body) as { data: { number: number } }).data.number);
      return luck < 0.3 ? 500 : 204;
    },
  };
}

const numbersUpTo = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

const many = isShortForm ? 1000 : 10_000;

test(`${many} events, a receiver that fails 30 % at random: every one arrives, duplicates only under equal ids`, async () => {
  const random = seeded(1);
  const fallible = fallibleReceiver(random);
  let attempts = 0;
  // In memory, for the volume alone: sockets would add minutes and show nothing more.
  const httpOut: HttpOut = {
    checkTarget: (url) => ok(new URL(url)),
    clientFetch: () => ok(fetch),
    async request({ headers, body }: OutgoingRequest) {
      attempts += 1;
      const status = fallible.take(headers['webhook-id']!, body as string); // deliveries are text
      return { kind: 'answered', status, headers: {}, body: new Uint8Array(0) };
    },
  };
  webhooks = await makeWebhooks({ httpOut, random, concurrency: 100, within: memory });
  await deliverAll(webhooks, 'https://hooks.example/', many);

  expect([...fallible.taken.values()].sort((a, b) => a - b)).toEqual(numbersUpTo(many));
  expect(fallible.taken.size).toBe(many);
  expect(fallible.duplicates()).toBeGreaterThan(0.05 * many);
  expect(attempts).toBeGreaterThan(1.3 * many);
  expect(webhooks.trouble).toEqual([]);
  const states = await webhooks.deliveries.page(owner, { limit: 20_000, before: null });
  expect([states.length, states.filter(({ state }) => state === 'delivered').length]).toEqual([many, many]);
}, 300_000);

test('200 events over real sockets, a receiver that fails 30 % at random, by status or by hanging up', async () => {
  const random = seeded(2);
  const fallible = fallibleReceiver(random);
  receiver = await startReceiver({
    answer: ({ headers, body }, response) => {
      const status = fallible.take(headers['webhook-id'] as string, body);
      if (status !== 204 && random() < 0.5) response.destroy();
      else response.writeHead(status).end();
    },
  });
  webhooks = await makeWebhooks({ random });
  await deliverAll(webhooks, `http://127.0.0.1:${receiver.port}/`, 200);
  expect([...fallible.taken.values()].sort((a, b) => a - b)).toEqual(numbersUpTo(200));
  expect(fallible.duplicates()).toBeGreaterThan(5);
}, 60_000);
