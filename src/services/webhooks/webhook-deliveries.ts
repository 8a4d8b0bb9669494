import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '#domain/audit.js';
import type { WebhookFormat } from '#domain/event.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Owner, PageMark, Records } from '#ports/records.js';
import type { DeliveryState, WebhookAttempt, WebhookDelivery } from '#ports/webhook-records.js';
import type { AttemptDelivery } from '#services/webhooks/attempt-delivery.js';
import { newWebhookId } from '#services/webhooks/publish-event.js';
import { replayDelivery } from '#services/webhooks/replay-delivery.js';

export interface DeliveryDetails {
  readonly delivery: WebhookDelivery;
  /** Oldest first. */
  readonly attempts: readonly WebhookAttempt[];
  /** As it is sent; null once erased. */
  readonly body: string | null;
}

/** What was sent, or is to be. Failure: `not-found`, also for a replay of what was erased. */
export interface WebhookDeliveries {
  /** Newest first, at most `limit`; those older than `before`, the last one of the page before. */
  page(
    owner: Owner,
    options: {
      readonly limit: number;
      readonly before: PageMark | null;
      readonly endpointId?: string;
      readonly state?: DeliveryState;
    },
  ): Promise<WebhookDelivery[]>;
  find(owner: Owner, id: string): Promise<Outcome<DeliveryDetails>>;
  /** Sends it again, or at once where it waits: same id, same bytes, a new schedule. */
  replay(owner: Owner, id: string): Promise<Outcome<WebhookDelivery>>;
  /** Sends one message of type `webhook.test`, now and only once, also to a disabled endpoint. */
  sendTest(owner: Owner, endpointId: string): Promise<Outcome<DeliveryDetails>>;
}

export function createWebhookDeliveries(dependencies: {
  readonly records: Records;
  readonly attempt: AttemptDelivery;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Who asks; the operator, unless told otherwise. */
  readonly actor?: AuditEntry['actor'];
}): WebhookDeliveries {
  const { records, attempt, now, actor = { kind: 'operator', id: null } } = dependencies;
  const { deliveries } = records.webhooks;
  const notFound = fail({ code: 'not-found' });

  async function find(owner: Owner, id: string): Promise<Outcome<DeliveryDetails>> {
    const delivery = await deliveries.find(owner, id);
    if (delivery === null) return notFound;
    const [opened, attempts] = [await deliveries.open(owner, id), await deliveries.attempts(owner, id)];
    return ok({ delivery, attempts, body: opened?.request.body ?? null });
  }

  return {
    page: (owner, options) => deliveries.page(owner, options),
    find,
    replay: (owner, id) => replayDelivery(records, owner, id, { actor, atEpochMs: now() }),
    async sendTest(owner, endpointId) {
      const opened = await records.webhooks.endpoints.open(owner, endpointId);
      if (opened === null) return notFound;
      const { endpoint, secrets } = opened;
      const { url, format } = endpoint;
      const [id, eventId] = [newWebhookId('msg'), newWebhookId('evt')];
      const createdAtEpochMs = now();
      const body = JSON.stringify(testBody(format, eventId, new Date(createdAtEpochMs).toISOString()));
      const attempted = await attempt({ id, url, purpose: 'webhook', format, body, secrets });
      if (attempted === null) throw new Error('only a signal ends an attempt early, and none was given');
      const { startedAtEpochMs, outcome } = attempted;
      const { failure } = outcome;
      const atEpochMs = now();
      await records.inTransaction(async (inside) => {
        await inside.webhooks.deliveries.add({
          id,
          applicationId: owner.applicationId,
          mode: owner.mode,
          endpointId,
          eventId,
          eventType: 'webhook.test',
          format,
          subject: null,
          createdAtEpochMs,
          request: { url: null, body },
        });
        await inside.webhooks.deliveries.recordAttempt(
          owner,
          id,
          { id: randomUUID(), startedAtEpochMs, outcome },
          failure === null ? { state: 'delivered', atEpochMs } : { state: 'failed', reason: failure, atEpochMs },
        );
        const { applicationId, mode } = owner;
        const entry = {
          applicationId,
          mode,
          atEpochMs,
          action: 'webhook-endpoint.tested',
          target: endpointId,
        } as const;
        await inside.audit.append({ ...entry, actor, details: { delivered: failure === null } });
      });
      return find(owner, id);
    },
  };
}

/** In the shape that the endpoint expects, with nothing in it that could be taken for a result. */
function testBody(format: WebhookFormat, eventId: string, createdAt: string): Readonly<Record<string, unknown>> {
  if (format === 'native') return { id: eventId, type: 'webhook.test', createdAt, data: {} };
  if (format === 'ooto') {
    return {
      status: 'CREATED',
      scopes: [],
      nextStep: null,
      expiresAt: createdAt,
      uiHints: { needCaptcha: false },
      returnUrl: null,
      result: null,
    };
  }
  return {
    check_id: eventId,
    user_identifier: 'webhook-test',
    verification_result: null,
    selfie_video_url: null,
    id_photo_url: null,
    completed_at: createdAt,
  };
}
