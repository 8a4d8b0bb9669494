// A process that remembers results and tells of them by webhooks until it is killed: `node webhook-publisher.mjs
// <data directory> <receiver's URL> publish|deliver`. Prints the id of each result once it is durable. Run from dist/.
import { randomUUID } from 'node:crypto';
import { parseAllowedHosts } from '../../dist/adapters/http-out/allowed-hosts.js';
import { createHttpOut } from '../../dist/adapters/http-out/create-http-out.js';
import { masterKeyFromSecret } from '../../dist/adapters/sealing/master-key.js';
import { openSqliteStore } from '../../dist/adapters/sqlite/open-sqlite-store.js';
import { fail } from '../../dist/domain/outcome.js';
import { createApiKeys } from '../../dist/services/api-keys/api-keys.js';
import { createAuthenticate } from '../../dist/services/api-keys/authenticate.js';
import { createJobRunner } from '../../dist/services/jobs/job-runner.js';
import { createPerformOperation } from '../../dist/services/perform-operation.js';
import { createAttemptDelivery } from '../../dist/services/webhooks/attempt-delivery.js';
import { createDeliver } from '../../dist/services/webhooks/deliver.js';
import { deliveryQueue } from '../../dist/services/webhooks/delivery-queue.js';
import { publishEvent } from '../../dist/services/webhooks/publish-event.js';
import { createWebhookEndpoints } from '../../dist/services/webhooks/webhook-endpoints.js';

const [directory, url, role] = process.argv.slice(2);
const now = Date.now;
const { records, keyedHash } = await openSqliteStore({
  directory,
  masterKey: masterKeyFromSecret(new Uint8Array(32).fill(3)),
  nowEpochMs: now(),
});
const httpOut = createHttpOut({ allowed: parseAllowedHosts(['127.0.0.1']) });
const attempt = createAttemptDelivery({ httpOut, now, version: '0' });
const runner = createJobRunner({
  records,
  // A lease that a test can wait for: the jobs of a killed process are free after it.
  queues: {
    [deliveryQueue]: {
      ...createDeliver({ records, attempt, now, random: Math.random }),
      concurrency: 4,
      leaseMs: 2000,
    },
  },
  workerId: String(process.pid),
  pollMs: 50,
  now,
  random: Math.random,
  onTrouble: ({ event }) => process.stderr.write(`${event}\n`),
});
runner.start();

if (role === 'publish') {
  const keys = createApiKeys({ records, keyedHash, now });
  const first = await keys.setUp();
  const [application] = await records.applications.list();
  const owner = { applicationId: application.id, mode: 'live' };
  if (first !== null) {
    await createWebhookEndpoints({ records, httpOut, now }).create(owner, {
      url,
      format: 'native',
      eventTypes: ['verification.completed'],
    });
  }
  const { text } = await keys.create({ ...owner, kind: 'secret', name: 'k', scopes: ['verify'] });
  const { value: principal } = await createAuthenticate({ records, keyedHash })({ key: text, applicationId: null });
  const perform = createPerformOperation({ records, now });
  for (;;) {
    const id = randomUUID();
    await perform(
      {
        transactionId: id,
        principal,
        dialect: 'native',
        operation: 'face-detect',
        settle: (inside, _outcome, record) =>
          publishEvent(inside, {
            ...owner,
            type: 'verification.completed',
            createdAtEpochMs: record.createdAtEpochMs,
            subject: { kind: 'verification', id },
            bodies: { native: { id } },
          }),
      },
      async () => fail({ code: 'face-not-found' }),
    );
    process.stdout.write(`${id}\n`);
  }
}
