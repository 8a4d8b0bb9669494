import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import type { Mode } from '#domain/access.js';
import { emptyContext, type VerificationContext } from '#domain/verification-context.js';
import {
  addressOf,
  allTypes,
  makeWebhooks,
  type WebhooksUnderTest,
} from '#services/webhooks/webhooks-under-test.suite.js';

const receiver = receivers();
let under: WebhooksUnderTest;
beforeEach(async () => {
  under = await makeWebhooks();
});
afterEach(() => under.close());

/** What a receiver gets of one verification: attempts that reached it, and how the delivery ended. */
async function deliver(mode: Mode, context: Partial<VerificationContext>) {
  const { records } = under;
  const at = await receiver();
  const request = { url: addressOf(at), format: 'native', eventTypes: allTypes } as const;
  await under.endpoints.create({ applicationId: 'app_a', mode }, request);
  const key = { id: 'k1', applicationId: 'app_a', kind: 'secret', mode, name: 'first', scopes: [] } as const;
  const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
  await records.keys.create({ ...key, ...times, secretHash: new Uint8Array(32) });
  await records.verifications.add(
    {
      id: 'v1',
      applicationId: 'app_a',
      keyId: 'k1',
      mode,
      dialect: 'native',
      operation: 'doc-identify',
      createdAtEpochMs: 1,
      sessionId: null,
      context: { ...emptyContext, ...context },
      result: { status: 'failed', failure: { code: 'internal' } },
    },
    [],
  );
  await under.publish({ mode });
  await under.runAll();
  const [delivery] = await under.deliveries.page({ applicationId: 'app_a', mode }, { limit: 1, before: null });
  const { state, attempts } = delivery!;
  return { received: at.requests.length, state, attempts };
}

test('webhook-fails-twice: two attempts fail before the receiver is called', async () => {
  const told = await deliver('test', { userIdentifier: 'sandbox:webhook-fails-twice' });
  expect(told).toEqual({ received: 1, state: 'delivered', attempts: 3 });
});

test('webhook-fails: all ten attempts fail, and the receiver is never called', async () => {
  expect(await deliver('test', { metadata: { sandbox: 'webhook-fails' } })).toEqual({
    received: 0,
    state: 'failed',
    attempts: 10,
  });
  const owner = { applicationId: 'app_a', mode: 'test' } as const;
  const [delivery] = await under.deliveries.page(owner, { limit: 1, before: null });
  expect((await under.records.webhooks.deliveries.attempts(owner, delivery!.id))[0]!.outcome).toEqual({
    status: 503,
    durationMs: 0,
    failure: 'status',
    answerHead: 'sandbox',
  });
});

test.each<[Mode, string]>([
  ['test', 'sandbox:match'],
  ['live', 'sandbox:webhook-fails'],
])('with a %s key, %s is delivered at once', async (mode, userIdentifier) => {
  expect(await deliver(mode, { userIdentifier })).toEqual({ received: 1, state: 'delivered', attempts: 1 });
});
