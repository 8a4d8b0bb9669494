import { z } from 'zod';
import { call, ownedPath } from '#contract/dashboard/call.js';
import { pageQuery, pageSchema } from '#contract/page.js';
import {
  createdWebhookEndpointSchema,
  newWebhookEndpointSchema,
  webhookDeliveryDetailsSchema,
  webhookDeliverySchema,
  webhookEndpointChangeSchema,
  webhookEndpointSchema,
  webhookSecretSchema,
} from '#contract/webhook.js';

const nothing = z.strictObject({});

/** Receivers, what they were told, and the secrets that sign it. Addresses may carry tokens: only admins see receivers. */
export const webhookCalls = {
  webhookEndpoints: call({
    method: 'GET',
    path: `${ownedPath}/webhook-endpoints`,
    access: 'admin',
    answer: z.strictObject({ data: z.array(webhookEndpointSchema).describe('Oldest first; 50 at most.') }),
  }),
  addWebhookEndpoint: call({
    method: 'POST',
    path: `${ownedPath}/webhook-endpoints`,
    access: 'admin',
    body: newWebhookEndpointSchema,
    answer: createdWebhookEndpointSchema,
    status: 201,
  }),
  changeWebhookEndpoint: call({
    method: 'PATCH',
    path: `${ownedPath}/webhook-endpoints/{id}`,
    access: 'admin',
    body: webhookEndpointChangeSchema,
    answer: webhookEndpointSchema,
  }),
  removeWebhookEndpoint: call({
    method: 'DELETE',
    path: `${ownedPath}/webhook-endpoints/{id}`,
    access: 'admin',
    answer: 'none',
  }),
  /** For a day the present secret signs beside the new one. */
  rotateWebhookSecret: call({
    method: 'POST',
    path: `${ownedPath}/webhook-endpoints/{id}/rotate-secret`,
    access: 'admin',
    body: nothing,
    answer: webhookSecretSchema,
    status: 201,
  }),
  /** One message of type `webhook.test`, now and only once. */
  testWebhookEndpoint: call({
    method: 'POST',
    path: `${ownedPath}/webhook-endpoints/{id}/test`,
    access: 'admin',
    body: nothing,
    answer: webhookDeliveryDetailsSchema,
  }),
  /** The secret that signs callbacks, which a call names for one case; shown once. */
  callbackSecret: call({
    method: 'POST',
    path: `${ownedPath}/webhook-callback-secret/show`,
    access: 'admin',
    body: nothing,
    answer: webhookSecretSchema,
  }),
  rotateCallbackSecret: call({
    method: 'POST',
    path: `${ownedPath}/webhook-callback-secret/rotate`,
    access: 'admin',
    body: nothing,
    answer: webhookSecretSchema,
    status: 201,
  }),
  webhookDeliveries: call({
    method: 'GET',
    path: `${ownedPath}/webhook-deliveries`,
    access: 'viewer',
    query: pageQuery.extend({
      endpointId: z.string().max(100).optional(),
      state: webhookDeliverySchema.shape.state.optional(),
    }),
    answer: pageSchema(webhookDeliverySchema),
  }),
  /** With body and attempts. */
  webhookDelivery: call({
    method: 'GET',
    path: `${ownedPath}/webhook-deliveries/{id}`,
    access: 'reviewer',
    answer: webhookDeliveryDetailsSchema,
  }),
  replayWebhookDelivery: call({
    method: 'POST',
    path: `${ownedPath}/webhook-deliveries/{id}/replay`,
    access: 'reviewer',
    body: nothing,
    answer: webhookDeliverySchema,
    status: 202,
  }),
} as const;
