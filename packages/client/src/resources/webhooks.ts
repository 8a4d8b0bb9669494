import { listOf, type List, type PageQuery } from '../pages.js';
import type { CallOptions, CreateOptions, Transport } from '../transport.js';
import type {
  CreatedWebhookEndpoint,
  NewWebhookEndpoint,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookEndpoint,
  WebhookEndpointChange,
  WebhookSecret,
} from '../types.js';

export interface WebhookEndpoints {
  create(endpoint: NewWebhookEndpoint, options?: CreateOptions): Promise<CreatedWebhookEndpoint>;
  /** All of them, oldest first; 50 at most. */
  list(options?: CallOptions): Promise<WebhookEndpoint[]>;
  get(id: string, options?: CallOptions): Promise<WebhookEndpoint>;
  change(id: string, change: WebhookEndpointChange, options?: CallOptions): Promise<WebhookEndpoint>;
  delete(id: string, options?: CallOptions): Promise<void>;
  /** For a day the secret before it signs as well. */
  rotateSecret(id: string, options?: CreateOptions): Promise<WebhookSecret>;
  /** Sends one message of type `webhook.test`, and says what became of it. */
  test(id: string, options?: CallOptions): Promise<WebhookDeliveryDetails>;
  /** The secret of callbacks; null where it was shown before. Showing it is never repeated by itself. */
  showCallbackSecret(options?: CallOptions): Promise<WebhookSecret>;
  rotateCallbackSecret(options?: CreateOptions): Promise<WebhookSecret>;
}

export function webhookEndpointsOf(transport: Transport): WebhookEndpoints {
  const path = '/webhook-endpoints';
  const at = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  return {
    create: (body, options) => transport.call({ method: 'POST', path, body, creates: true }, options),
    list: async (options) => (await transport.call<{ data: WebhookEndpoint[] }>({ method: 'GET', path }, options)).data,
    get: (id, options) => transport.call({ method: 'GET', path: at(id) }, options),
    change: (id, body, options) => transport.call({ method: 'PATCH', path: at(id), body }, options),
    delete: (id, options) => transport.call({ method: 'DELETE', path: at(id) }, options),
    rotateSecret: (id, options) =>
      transport.call({ method: 'POST', path: `${at(id)}/rotate-secret`, creates: true }, options),
    test: (id, options) => transport.call({ method: 'POST', path: `${at(id)}/test` }, options),
    showCallbackSecret: (options) =>
      transport.call({ method: 'GET', path: '/webhook-callback-secret', once: true }, options),
    rotateCallbackSecret: (options) =>
      transport.call({ method: 'POST', path: '/webhook-callback-secret/rotate', creates: true }, options),
  };
}

export interface WebhookDeliveryQuery extends PageQuery {
  readonly endpointId?: string;
  readonly state?: WebhookDelivery['state'];
}

export interface WebhookDeliveries extends List<WebhookDelivery, WebhookDeliveryQuery> {
  get(id: string, options?: CallOptions): Promise<WebhookDeliveryDetails>;
  /** Sends it again, or at once where it waits. */
  replay(id: string, options?: CallOptions): Promise<WebhookDelivery>;
}

export function webhookDeliveriesOf(transport: Transport): WebhookDeliveries {
  const at = (id: string): string => `/webhook-deliveries/${encodeURIComponent(id)}`;
  return {
    ...listOf<WebhookDelivery, WebhookDeliveryQuery>(transport, '/webhook-deliveries'),
    get: (id, options) => transport.call({ method: 'GET', path: at(id) }, options),
    replay: (id, options) => transport.call({ method: 'POST', path: `${at(id)}/replay` }, options),
  };
}
