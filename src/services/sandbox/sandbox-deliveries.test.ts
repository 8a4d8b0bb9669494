import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivers } from '#adapters/http-out/http-out-under-test.suite.js';
import type { Mode } from '#domain/access.js';
import type { DomainEvent } from '#domain/event.js';
import type { SessionPersonal } from '#domain/session-result.js';
import { emptyContext, type VerificationContext } from '#domain/verification-context.js';
import { sampleSession } from '#ports/session-records.suite.js';
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

/** What a receiver gets of an event about `subject`: attempts that reached it, and how the delivery ended. */
async function deliver(mode: Mode, subject: DomainEvent['subject'], remember: () => Promise<void>) {
  const { records } = under;
  const at = await receiver();
  const request = { url: addressOf(at), format: 'native', eventTypes: allTypes } as const;
  await under.endpoints.create({ applicationId: 'app_a', mode }, request);
  const key = { id: 'k1', applicationId: 'app_a', kind: 'secret', mode, name: 'first', scopes: [] } as const;
  const times = { createdAtEpochMs: 1, revokedAtEpochMs: null, succeedsKeyId: null };
  await records.keys.create({ ...key, ...times, secretHash: new Uint8Array(32) });
  await remember();
  await under.publish({ mode, subject });
  await under.runAll();
  const [delivery] = await under.deliveries.page({ applicationId: 'app_a', mode }, { limit: 1, before: null });
  const { state, attempts } = delivery!;
  return { received: at.requests.length, state, attempts };
}

const deliverVerification = (mode: Mode, context: Partial<VerificationContext>) =>
  deliver(mode, { kind: 'verification', id: 'v1' }, () =>
    under.records.verifications.add(
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
    ),
  );

function deliverSession(mode: Mode, personal: Partial<SessionPersonal>) {
  const session = sampleSession({ mode });
  const named = { ...session.personal, userIdentifier: null, externalId: null, metadata: null, ...personal };
  return deliver(mode, { kind: 'session', id: session.id }, () =>
    under.records.sessions.add({ ...session, personal: named }),
  );
}

test('webhook-fails-twice: two attempts fail before the receiver is called', async () => {
  const told = await deliverVerification('test', { userIdentifier: 'sandbox:webhook-fails-twice' });
  expect(told).toEqual({ received: 1, state: 'delivered', attempts: 3 });
});

test('webhook-fails: all ten attempts fail, and the receiver is never called', async () => {
  expect(await deliverVerification('test', { metadata: { sandbox: 'webhook-fails' } })).toEqual({
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
  expect(await deliverVerification(mode, { userIdentifier })).toEqual({ received: 1, state: 'delivered', attempts: 1 });
});

test.each<[string, Partial<SessionPersonal>]>([
  ['metadata', { metadata: { sandbox: 'webhook-fails-twice' } }],
  ['user identifier', { userIdentifier: 'sandbox:webhook-fails-twice' }],
  ['external id', { externalId: 'sandbox:webhook-fails-twice' }],
])('a session names its scenario by its %s, to a test key alone', async (_, personal) => {
  expect(await deliverSession('test', personal)).toEqual({ received: 1, state: 'delivered', attempts: 3 });
  await under.close();
  under = await makeWebhooks();
  expect(await deliverSession('live', personal)).toEqual({ received: 1, state: 'delivered', attempts: 1 });
});
