import { randomUUID } from 'node:crypto';
import type { ClaimedJob } from '#ports/jobs.js';
import type { Owner, Records } from '#ports/records.js';
import type { DeliveryNext, SigningSecrets, WebhookDelivery, WebhookEndpoint } from '#ports/webhook-records.js';
import type { JobQueue, JobVerdict } from '#services/jobs/job-runner.js';
import type { AttemptDelivery, Attempted } from '#services/webhooks/attempt-delivery.js';
import { delayAfterMs } from '#services/webhooks/delivery-schedule.js';
import { firstSecrets } from '#services/webhooks/sign.js';

export interface DeliverDependencies {
  readonly records: Records;
  readonly attempt: AttemptDelivery;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/** An endpoint that has only failed for so long, and so often that one whole schedule is lost, is disabled. */
const failingDays = 5;
const failingAttempts = 10;
const dayMs = 86_400_000;

interface Receiver {
  readonly url: string;
  readonly secrets: SigningSecrets;
  readonly endpoint: WebhookEndpoint | null;
}

/**
 * Handles one job of the queue of deliveries: one attempt, logged in the transaction that says what comes next. A process
 * that dies in between has perhaps sent it, and another will send it again under the same id; so it is where a replay takes
 * the job out of its hands. A job that is given up ends its delivery as failed.
 */
export function createDeliver(dependencies: DeliverDependencies): Pick<JobQueue, 'handle' | 'onGivenUp'> {
  const { records, attempt, now, random } = dependencies;

  const onGivenUp: JobQueue['onGivenUp'] = async (job, inside) => {
    const end = { state: 'failed', reason: 'server-fault', atEpochMs: now() } as const;
    await inside.webhooks.deliveries.settle(ownerOf(job), job.uniqueKey, end);
  };

  const handle: JobQueue['handle'] = async (job, signal) => {
    const owner = ownerOf(job);
    const opened = await records.webhooks.deliveries.open(owner, job.uniqueKey);
    if (opened === null || opened.delivery.state !== 'pending') return { next: 'complete' };
    const { delivery, request } = opened;
    const receiver = await receiverOf(delivery, request.url);
    if (typeof receiver === 'string') {
      const state = receiver === 'endpoint-removed' ? 'cancelled' : 'failed';
      const settle = async (inside: Records): Promise<void> => {
        await inside.webhooks.deliveries.settle(owner, delivery.id, { state, reason: receiver, atEpochMs: now() });
      };
      return { next: 'complete', settle };
    }
    const { url, secrets, endpoint } = receiver;
    const purpose = endpoint === null ? 'callback' : 'webhook';
    const { id, format } = delivery;
    const attempted = await attempt({ id, url, purpose, format, body: request.body, secrets, delivery }, signal);
    if (attempted === null) return { next: 'retry', runAtEpochMs: now() };
    return verdictOf(delivery, endpoint, attempted);
  };

  return { handle, onGivenUp };

  async function receiverOf(
    delivery: WebhookDelivery,
    callbackUrl: string | null,
  ): Promise<Receiver | 'endpoint-removed' | 'endpoint-disabled'> {
    const { endpointId } = delivery;
    if (endpointId === null) {
      if (callbackUrl === null) throw new Error('a callback has an address');
      const secrets = await records.webhooks.callbackSecrets.ensure(delivery, firstSecrets(), now());
      return { url: callbackUrl, secrets, endpoint: null };
    }
    const opened = await records.webhooks.endpoints.open(delivery, endpointId);
    if (opened === null) return 'endpoint-removed';
    const { endpoint, secrets } = opened;
    return endpoint.state === 'disabled' ? 'endpoint-disabled' : { url: endpoint.url, secrets, endpoint };
  }

  function verdictOf(delivery: WebhookDelivery, endpoint: WebhookEndpoint | null, attempted: Attempted): JobVerdict {
    const next = nextOf(delivery, attempted);
    const { startedAtEpochMs, outcome } = attempted;
    const settle = async (inside: Records): Promise<void> => {
      const logged = { id: randomUUID(), startedAtEpochMs, outcome };
      await inside.webhooks.deliveries.recordAttempt(delivery, delivery.id, logged, next);
      if (endpoint !== null) await noteOnEndpoint(inside, endpoint, attempted);
    };
    return next.state === 'pending'
      ? { next: 'retry', runAtEpochMs: next.nextAttemptAtEpochMs, settle }
      : { next: 'complete', settle };
  }

  function nextOf(delivery: WebhookDelivery, { outcome, retryAfterMs }: Attempted): DeliveryNext {
    const atEpochMs = now();
    if (outcome.failure === null) return { state: 'delivered', atEpochMs };
    const reason = outcome.failure;
    const delayMs = reason === 'gone' ? null : delayAfterMs(delivery.attemptsOfRound + 1, { random, retryAfterMs });
    return delayMs === null
      ? { state: 'failed', reason, atEpochMs }
      : { state: 'pending', reason, nextAttemptAtEpochMs: atEpochMs + delayMs };
  }

  async function noteOnEndpoint(inside: Records, endpoint: WebhookEndpoint, attempted: Attempted): Promise<void> {
    const { id, failures } = endpoint;
    const { endpoints } = inside.webhooks;
    if (attempted.outcome.failure === null) {
      if (failures > 0) await endpoints.noteSuccess(endpoint, id);
      return;
    }
    await endpoints.noteFailure(endpoint, id, attempted.startedAtEpochMs);
    if (attempted.outcome.failure === 'gone') {
      await endpoints.disable(endpoint, id, 'gone', now());
      return;
    }
    const noted = await endpoints.find(endpoint, id);
    if (noted === null || noted.failingSinceEpochMs === null || noted.failures < failingAttempts) return;
    if (now() - noted.failingSinceEpochMs >= failingDays * dayMs) {
      await endpoints.disable(endpoint, id, 'failing', now());
    }
  }
}

function ownerOf({ owner }: ClaimedJob): Owner {
  if (owner === null) throw new Error('a delivery belongs to an application');
  return owner;
}
