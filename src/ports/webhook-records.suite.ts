import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultApplicationSettings } from '#domain/application-settings.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { RecordsUnderTest } from '#ports/records.suite.js';
import type {
  NewDelivery,
  SigningSecrets,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookRecords,
} from '#ports/webhook-records.js';

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const strangers = [
  ['another application', { applicationId: 'app_b', mode: 'live' }],
  ['the other mode', { applicationId: 'app_a', mode: 'test' }],
] as const;
const endpoint: WebhookEndpoint = {
  id: 'we_1',
  ...owner,
  createdAtEpochMs: 1000,
  url: 'https://hooks.example/a?token=b',
  format: 'native',
  eventTypes: ['verification.completed', 'session.updated'],
  state: 'enabled',
  disabledReason: null,
  disabledAtEpochMs: null,
  failingSinceEpochMs: null,
  failures: 0,
};
const secrets: SigningSecrets = { current: 'whsec_new', previous: { secret: 'whsec_old', validUntilEpochMs: 9 } };
const request = { url: null, body: '{"id":"evt_1"}' };
const added: Omit<NewDelivery, 'request'> = {
  id: 'msg_1',
  ...owner,
  endpointId: 'we_1',
  eventId: 'evt_1',
  eventType: 'verification.completed',
  format: 'native',
  subject: { kind: 'verification', id: 'v1' },
  createdAtEpochMs: 2000,
};
const delivery: WebhookDelivery = {
  ...added,
  state: 'pending',
  reason: null,
  attempts: 0,
  attemptsOfRound: 0,
  nextAttemptAtEpochMs: 2000,
  settledAtEpochMs: null,
  erasedAtEpochMs: null,
};
const failure = { status: 500, durationMs: 7, failure: 'status', answerHead: 'no' } as const;
const success = { status: 204, durationMs: 8, failure: null, answerHead: '' } as const;

/** How every implementation of the webhook records behaves. */
export function describeWebhookRecords(name: string, make: () => Promise<RecordsUnderTest>): void {
  describePort('webhook records', name, () => {
    let under: RecordsUnderTest;
    let webhooks: WebhookRecords;
    beforeEach(async () => {
      under = await make();
      webhooks = under.records.webhooks;
      for (const id of ['app_a', 'app_b']) {
        const application = { id, name: id, createdAtEpochMs: 1, settings: defaultApplicationSettings };
        await under.records.applications.create(application);
      }
      await webhooks.endpoints.add(endpoint, secrets);
    });
    afterEach(() => under.close());

    test('an endpoint comes back as it was stored, its secrets only when it is opened', async () => {
      expect(await webhooks.endpoints.find(owner, 'we_1')).toEqual(endpoint);
      expect(await webhooks.endpoints.open(owner, 'we_1')).toEqual({ endpoint, secrets });
      const second = { ...endpoint, id: 'we_0', createdAtEpochMs: 3000 };
      await webhooks.endpoints.add(second, secrets);
      expect(await webhooks.endpoints.list(owner)).toEqual([endpoint, second]);
      const reopened = await under.reopen();
      expect(await reopened.webhooks.endpoints.open(owner, 'we_1')).toEqual({ endpoint, secrets });
    });

    test.each(strangers)('%s neither sees nor changes an endpoint', async (_, stranger) => {
      const { endpoints } = webhooks;
      expect(await endpoints.find(stranger, 'we_1')).toBeNull();
      expect(await endpoints.open(stranger, 'we_1')).toBeNull();
      expect(await endpoints.list(stranger)).toEqual([]);
      expect(await endpoints.subscribers(stranger, 'session.updated')).toEqual([]);
      expect(await endpoints.change(stranger, 'we_1', { url: 'https://other.example/' })).toBe(false);
      expect(await endpoints.setSecrets(stranger, 'we_1', { current: 'x', previous: null })).toBe(false);
      expect(await endpoints.noteFailure(stranger, 'we_1', 5)).toBe(false);
      expect(await endpoints.disable(stranger, 'we_1', 'gone', 5)).toBe(false);
      expect(await endpoints.remove(stranger, 'we_1')).toBe(false);
      expect(await endpoints.open(owner, 'we_1')).toEqual({ endpoint, secrets });
    });

    test('subscribers are those enabled endpoints that want the type', async () => {
      const { endpoints } = webhooks;
      expect(await endpoints.subscribers(owner, 'session.updated')).toEqual([{ id: 'we_1', format: 'native' }]);
      expect(await endpoints.subscribers(owner, 'review.decided')).toEqual([]);
      await endpoints.disable(owner, 'we_1', 'operator', 5000);
      expect(await endpoints.subscribers(owner, 'session.updated')).toEqual([]);
    });

    test('address, format, types and secrets change alone', async () => {
      const { endpoints } = webhooks;
      expect(await endpoints.change(owner, 'we_1', {})).toBe(true);
      expect(await endpoints.change(owner, 'we_1', { url: 'https://new.example/' })).toBe(true);
      expect(await endpoints.change(owner, 'we_1', { format: 'ooto', eventTypes: ['review.decided'] })).toBe(true);
      expect(await endpoints.setSecrets(owner, 'we_1', { current: 'x', previous: null })).toBe(true);
      expect(await endpoints.open(owner, 'we_1')).toEqual({
        endpoint: { ...endpoint, url: 'https://new.example/', format: 'ooto', eventTypes: ['review.decided'] },
        secrets: { current: 'x', previous: null },
      });
      expect(await endpoints.change(owner, 'we_2', {})).toBe(false);
    });

    test('failures are counted from the first after a success; enabling begins anew', async () => {
      const { endpoints } = webhooks;
      await endpoints.noteFailure(owner, 'we_1', 5000);
      await endpoints.noteFailure(owner, 'we_1', 6000);
      const failing = { ...endpoint, failingSinceEpochMs: 5000, failures: 2 };
      expect(await endpoints.find(owner, 'we_1')).toEqual(failing);
      await endpoints.disable(owner, 'we_1', 'failing', 7000);
      const disabled = { state: 'disabled', disabledReason: 'failing', disabledAtEpochMs: 7000 };
      expect(await endpoints.find(owner, 'we_1')).toEqual({ ...failing, ...disabled });
      expect(await endpoints.enable(owner, 'we_1')).toBe(true);
      expect(await endpoints.find(owner, 'we_1')).toEqual(endpoint);
      await endpoints.noteFailure(owner, 'we_1', 8000);
      await endpoints.noteSuccess(owner, 'we_1');
      expect(await endpoints.find(owner, 'we_1')).toEqual(endpoint);
    });

    test('a removed endpoint is gone, its deliveries are not', async () => {
      await webhooks.deliveries.add({ ...added, request });
      expect(await webhooks.endpoints.remove(owner, 'we_1')).toBe(true);
      expect(await webhooks.endpoints.remove(owner, 'we_1')).toBe(false);
      expect(await webhooks.endpoints.open(owner, 'we_1')).toBeNull();
      expect(await webhooks.endpoints.list(owner)).toEqual([]);
      expect(await webhooks.deliveries.find(owner, 'msg_1')).toEqual(delivery);
    });

    test('the first secrets for callbacks hold until they are replaced, and are shown once', async () => {
      const { callbackSecrets } = webhooks;
      const [first, second] = [secrets, { current: 'whsec_2', previous: null }];
      expect(await callbackSecrets.markShown(owner, 1)).toBe(false);
      expect(await callbackSecrets.ensure(owner, first, 1)).toEqual(first);
      expect(await callbackSecrets.ensure(owner, second, 2)).toEqual(first);
      expect(await callbackSecrets.ensure({ ...owner, mode: 'test' }, second, 2)).toEqual(second);
      expect(await callbackSecrets.markShown(owner, 3)).toBe(true);
      expect(await callbackSecrets.markShown(owner, 4)).toBe(false);
      await callbackSecrets.replace(owner, second, 5);
      expect(await callbackSecrets.ensure(owner, first, 6)).toEqual(second);
      expect(await callbackSecrets.markShown(owner, 7)).toBe(true);
    });

    test('a delivery comes back as it was stored, its body only when it is opened', async () => {
      await webhooks.deliveries.add({ ...added, request });
      expect(await webhooks.deliveries.find(owner, 'msg_1')).toEqual(delivery);
      expect(await webhooks.deliveries.open(owner, 'msg_1')).toEqual({ delivery, request });
      const callback = { ...added, id: 'msg_2', endpointId: null, subject: null };
      const toCaller = { url: 'https://caller.example/?t=1', body: '{}' };
      await webhooks.deliveries.add({ ...callback, request: toCaller });
      expect(await webhooks.deliveries.open(owner, 'msg_2')).toEqual({
        delivery: { ...delivery, ...callback },
        request: toCaller,
      });
    });

    test.each(strangers)('%s neither sees nor changes a delivery', async (_, stranger) => {
      const { deliveries } = webhooks;
      await deliveries.add({ ...added, request });
      const attempt = { id: 'a1', startedAtEpochMs: 1, outcome: success };
      expect(await deliveries.find(stranger, 'msg_1')).toBeNull();
      expect(await deliveries.open(stranger, 'msg_1')).toBeNull();
      expect(await deliveries.page(stranger, { limit: 9, before: null })).toEqual([]);
      expect(await deliveries.recordAttempt(stranger, 'msg_1', attempt, { state: 'delivered', atEpochMs: 1 })).toBe(
        false,
      );
      expect(await deliveries.settle(stranger, 'msg_1', { state: 'cancelled', reason: 'erased', atEpochMs: 1 })).toBe(
        false,
      );
      expect(await deliveries.restart(stranger, 'msg_1', 1)).toBe(false);
      expect(await deliveries.eraseBySubject(stranger, { kind: 'verification', id: 'v1' }, 1)).toBe(0);
      await deliveries.recordAttempt(owner, 'msg_1', attempt, { state: 'delivered', atEpochMs: 1 });
      expect(await deliveries.attempts(stranger, 'msg_1')).toEqual([]);
    });

    test('attempts are logged with what comes next; replayed, the schedule begins anew and the log goes on', async () => {
      const { deliveries } = webhooks;
      await deliveries.add({ ...added, request });
      const first = { id: 'a1', startedAtEpochMs: 2001, outcome: failure };
      const retry = { state: 'pending', reason: 'status', nextAttemptAtEpochMs: 7000 } as const;
      expect(await deliveries.recordAttempt(owner, 'msg_1', first, retry)).toBe(true);
      expect(await deliveries.find(owner, 'msg_1')).toEqual({
        ...delivery,
        reason: 'status',
        attempts: 1,
        attemptsOfRound: 1,
        nextAttemptAtEpochMs: 7000,
      });
      const second = { id: 'a2', startedAtEpochMs: 7001, outcome: success };
      const delivered = { state: 'delivered', atEpochMs: 7009 } as const;
      expect(await deliveries.recordAttempt(owner, 'msg_1', second, delivered)).toBe(true);
      expect(await deliveries.recordAttempt(owner, 'msg_1', { ...second, id: 'a3' }, delivered)).toBe(false);
      const settled = { state: 'delivered', attempts: 2, nextAttemptAtEpochMs: null, settledAtEpochMs: 7009 };
      expect(await deliveries.find(owner, 'msg_1')).toEqual({ ...delivery, ...settled, attemptsOfRound: 2 });
      expect(await deliveries.attempts(owner, 'msg_1')).toEqual([
        { ...first, number: 1 },
        { ...second, number: 2 },
      ]);
      expect(await deliveries.restart(owner, 'msg_1', 8000)).toBe(true);
      expect(await deliveries.find(owner, 'msg_1')).toEqual({ ...delivery, attempts: 2, nextAttemptAtEpochMs: 8000 });
    });

    test('a delivery can end without an attempt, once', async () => {
      await webhooks.deliveries.add({ ...added, request });
      const end = { state: 'failed', reason: 'endpoint-disabled', atEpochMs: 5000 } as const;
      expect(await webhooks.deliveries.settle(owner, 'msg_1', end)).toBe(true);
      expect(await webhooks.deliveries.settle(owner, 'msg_1', { ...end, state: 'cancelled' })).toBe(false);
      expect(await webhooks.deliveries.find(owner, 'msg_1')).toEqual({
        ...delivery,
        state: 'failed',
        reason: 'endpoint-disabled',
        nextAttemptAtEpochMs: null,
        settledAtEpochMs: 5000,
      });
    });

    test('pages go from the newest on, by endpoint and state', async () => {
      const { deliveries } = webhooks;
      const times = { msg_a: 10, msg_b: 20, msg_c: 20, msg_d: 30 };
      for (const [id, createdAtEpochMs] of Object.entries(times)) {
        const endpointId = id === 'msg_d' ? null : 'we_1';
        await deliveries.add({ ...added, id, createdAtEpochMs, endpointId, request });
      }
      await deliveries.settle(owner, 'msg_b', { state: 'cancelled', reason: 'endpoint-removed', atEpochMs: 40 });
      const ids = async (options: Omit<Parameters<typeof deliveries.page>[1], 'limit'>) =>
        (await deliveries.page(owner, { limit: 2, ...options })).map(({ id }) => id);
      expect(await ids({ before: null })).toEqual(['msg_d', 'msg_c']);
      expect(await ids({ before: { id: 'msg_c', createdAtEpochMs: 20 } })).toEqual(['msg_b', 'msg_a']);
      expect(await ids({ before: null, endpointId: 'we_1' })).toEqual(['msg_c', 'msg_b']);
      expect(await ids({ before: null, endpointId: 'we_1', state: 'pending' })).toEqual(['msg_c', 'msg_a']);
    });

    test('erasing a subject destroys bodies and attempts of all its deliveries, and cancels what is pending', async () => {
      const { deliveries } = webhooks;
      const attempt = { id: 'a1', startedAtEpochMs: 1, outcome: success };
      for (const id of ['msg_1', 'msg_2']) await deliveries.add({ ...added, id, request });
      await deliveries.add({ ...added, id: 'msg_3', subject: { kind: 'session', id: 'v1' }, request });
      await deliveries.recordAttempt(owner, 'msg_1', attempt, { state: 'delivered', atEpochMs: 3000 });
      expect(await deliveries.eraseBySubject(owner, { kind: 'verification', id: 'v1' }, 5000)).toBe(2);
      expect(await deliveries.eraseBySubject(owner, { kind: 'verification', id: 'v1' }, 6000)).toBe(0);
      expect(await deliveries.find(owner, 'msg_1')).toMatchObject({ state: 'delivered', erasedAtEpochMs: 5000 });
      expect(await deliveries.find(owner, 'msg_2')).toEqual({
        ...delivery,
        id: 'msg_2',
        state: 'cancelled',
        reason: 'erased',
        nextAttemptAtEpochMs: null,
        settledAtEpochMs: 5000,
        erasedAtEpochMs: 5000,
      });
      expect(await deliveries.attempts(owner, 'msg_1')).toEqual([]);
      expect(await deliveries.open(owner, 'msg_1')).toBeNull();
      expect(await deliveries.restart(owner, 'msg_1', 7000)).toBe(false);
      expect(await deliveries.recordAttempt(owner, 'msg_2', attempt, { state: 'delivered', atEpochMs: 1 })).toBe(false);
      expect(await deliveries.open(owner, 'msg_3')).not.toBeNull();
    });

    test('a sweep destroys what was settled before, whole, and nothing that is pending', async () => {
      const { deliveries } = webhooks;
      for (const id of ['msg_1', 'msg_2', 'msg_3']) await deliveries.add({ ...added, id, request });
      const attempt = { id: 'a1', startedAtEpochMs: 1, outcome: success };
      await deliveries.recordAttempt(owner, 'msg_1', attempt, { state: 'delivered', atEpochMs: 3000 });
      await deliveries.settle(owner, 'msg_2', { state: 'failed', reason: 'endpoint-disabled', atEpochMs: 4000 });
      expect(await deliveries.sweep(4000)).toBe(1);
      expect((await deliveries.page(owner, { limit: 9, before: null })).map(({ id }) => id)).toEqual([
        'msg_3',
        'msg_2',
      ]);
      expect(await deliveries.sweep(9000)).toBe(1);
      expect(await deliveries.sweep(9000)).toBe(0);
    });
  });
}
