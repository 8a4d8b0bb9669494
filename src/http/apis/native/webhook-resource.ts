import type { z } from 'zod';
import { toTime, toTimeOrNull } from '#contract/time.js';
import type {
  webhookDeliveryDetailsSchema,
  webhookDeliverySchema,
  webhookEndpointSchema,
  webhookSecretSchema,
} from '#contract/webhook.js';
import type { WebhookDelivery, WebhookEndpoint } from '#ports/webhook-records.js';
import type { DeliveryDetails } from '#services/webhooks/webhook-deliveries.js';
import type { ShownSecret } from '#services/webhooks/webhook-endpoints.js';

export const toEndpointResource = (endpoint: WebhookEndpoint): z.infer<typeof webhookEndpointSchema> => ({
  id: endpoint.id,
  object: 'webhook-endpoint',
  createdAt: toTime(endpoint.createdAtEpochMs),
  livemode: endpoint.mode === 'live',
  url: endpoint.url,
  format: endpoint.format,
  eventTypes: [...endpoint.eventTypes],
  state: endpoint.state,
  disabledReason: endpoint.disabledReason,
  disabledAt: toTimeOrNull(endpoint.disabledAtEpochMs),
  failingSince: toTimeOrNull(endpoint.failingSinceEpochMs),
  failures: endpoint.failures,
});

export const toSecretResource = ({
  secret,
  previousValidUntilEpochMs,
}: Omit<ShownSecret, 'secret'> & { readonly secret: string | null }): z.infer<typeof webhookSecretSchema> => ({
  object: 'webhook-secret',
  secret,
  previousValidUntil: toTimeOrNull(previousValidUntilEpochMs),
});

export const toDeliveryResource = (delivery: WebhookDelivery): z.infer<typeof webhookDeliverySchema> => ({
  id: delivery.id,
  object: 'webhook-delivery',
  createdAt: toTime(delivery.createdAtEpochMs),
  livemode: delivery.mode === 'live',
  endpointId: delivery.endpointId,
  eventId: delivery.eventId,
  eventType: delivery.eventType,
  format: delivery.format,
  subject: delivery.subject,
  state: delivery.state,
  reason: delivery.reason,
  attemptCount: delivery.attempts,
  nextAttemptAt: toTimeOrNull(delivery.nextAttemptAtEpochMs),
  settledAt: toTimeOrNull(delivery.settledAtEpochMs),
  erasedAt: toTimeOrNull(delivery.erasedAtEpochMs),
});

export const toDeliveryDetails = ({
  delivery,
  attempts,
  body,
}: DeliveryDetails): z.infer<typeof webhookDeliveryDetailsSchema> => ({
  ...toDeliveryResource(delivery),
  body,
  attempts: attempts.map(({ id, number, startedAtEpochMs, outcome }) => ({
    id,
    number,
    startedAt: toTime(startedAtEpochMs),
    ...outcome,
  })),
});
