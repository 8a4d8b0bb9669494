import { expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { makeWebhooks, owner, type WebhooksUnderTest } from '#services/webhooks/webhooks-under-test.suite.js';
import { describeOnPostgres, freshPostgresStore } from '../../../test/support/postgres.js';

const receiver = receivers();

/** The last attempt of the schedule hangs at its receiver when the delivery is replayed, and is refused for good afterwards. */
async function replayWhileSent(under: WebhooksUnderTest): Promise<void> {
  let refuse = (): void => undefined;
  const at = await receiver({
    answer: (_, response) => {
      if (at.requests.length === 10) refuse = () => response.writeHead(410).end();
      else response.writeHead(at.requests.length < 10 ? 500 : 204).end();
    },
  });
  await under.subscribe(at);
  await under.publish();
  await under.runAll(9);
  const running = under.runAll(1);
  await expect.poll(() => at.requests.length).toBe(10);
  const { delivery } = await under.only();
  expect(await under.deliveries.replay(owner, delivery.id)).toMatchObject({ ok: true });
  refuse();
  await running;
  await under.runAll();
  expect(at.requests).toHaveLength(11);
  expect((await under.only()).delivery).toMatchObject({ state: 'delivered', attempts: 10, attemptsOfRound: 1 });
  expect(under.trouble).toMatchObject([{ event: 'job-lost' }]);
}

test('a replay while an attempt runs is not lost with it, on SQLite', async () => {
  const under = await makeWebhooks();
  await replayWhileSent(under).finally(() => under.close());
});

describeOnPostgres('on PostgreSQL', () => {
  test('a replay while an attempt runs is not lost with it', async () => {
    const under = await makeWebhooks({ store: await freshPostgresStore(masterKeyFromSecret(new Uint8Array(32))) });
    await replayWhileSent(under).finally(() => under.close());
  });
});
