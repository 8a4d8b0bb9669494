import { randomUUID } from 'node:crypto';
import type { DomainEvent, WebhookFormat } from '#domain/event.js';
import type { Owner, Records } from '#ports/records.js';
import type { NewDelivery } from '#ports/webhook-records.js';
import { deliveryQueue } from '#services/webhooks/delivery-queue.js';
import { firstSecrets } from '#services/webhooks/sign.js';

/** An id as it goes out: a prefix that says of what, and 32 hex digits. */
export const newWebhookId = (prefix: 'evt' | 'msg' | 'we'): string => `${prefix}_${randomUUID().replaceAll('-', '')}`;

/**
 * Tells an application of something: writes one delivery for each of its endpoints that wants such events in a format
 * that the event has, and one for the callback, each with its body frozen, and enqueues them. All of it belongs to the
 * caller's transaction: what happened and who is told of it become durable together.
 */
export async function publishEvent(inside: Records, event: DomainEvent): Promise<void> {
  const owner: Owner = { applicationId: event.applicationId, mode: event.mode };
  const eventId = newWebhookId('evt');
  const endpoints = await inside.webhooks.endpoints.subscribers(owner, event.type);
  const receivers = [
    ...endpoints.map(({ id, format }) => ({ endpointId: id, url: null, format })),
    ...(event.callback === undefined
      ? []
      : [{ endpointId: null, url: event.callback.url, format: event.callback.format }]),
  ];
  for (const { endpointId, url, format } of receivers) {
    const body = frozenBody(event, eventId, format);
    if (body === null) continue;
    // Made now, so that whoever asks for it finds the one that signs what is on its way.
    if (url !== null) await inside.webhooks.callbackSecrets.ensure(owner, firstSecrets(), event.createdAtEpochMs);
    await addDelivery(inside, {
      id: newWebhookId('msg'),
      ...owner,
      endpointId,
      eventId,
      eventType: event.type,
      format,
      subject: event.subject,
      createdAtEpochMs: event.createdAtEpochMs,
      request: { url, body },
    });
  }
}

async function addDelivery(inside: Records, delivery: NewDelivery): Promise<void> {
  const { id, applicationId, mode, createdAtEpochMs } = delivery;
  await inside.webhooks.deliveries.add(delivery);
  await inside.jobs.enqueue({
    queue: deliveryQueue,
    uniqueKey: id,
    owner: { applicationId, mode },
    payload: null,
    createdAtEpochMs,
    runAtEpochMs: createdAtEpochMs,
  });
}

/** Null: the event has no body in this format. */
function frozenBody(event: DomainEvent, eventId: string, format: WebhookFormat): string | null {
  const body = event.bodies[format];
  if (body === undefined) return null;
  if (format !== 'native') return JSON.stringify(body);
  const createdAt = new Date(event.createdAtEpochMs).toISOString();
  return JSON.stringify({ id: eventId, type: event.type, createdAt, data: body });
}
