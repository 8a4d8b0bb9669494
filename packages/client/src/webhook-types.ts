import type { Session, Verification } from './types.js';

export type EventType = 'verification.completed' | 'session.updated' | 'review.decided';
export type WebhookFormat = 'native' | 'ooto' | 'clearconsent';

export interface WebhookEndpoint {
  id: string;
  object: 'webhook-endpoint';
  createdAt: string;
  livemode: boolean;
  url: string;
  format: WebhookFormat;
  eventTypes: EventType[];
  state: 'enabled' | 'disabled';
  disabledReason: string | null;
  disabledAt: string | null;
  failingSince: string | null;
  failures: number;
}

export interface CreatedWebhookEndpoint extends WebhookEndpoint {
  /** `whsec_…`, shown this once. */
  secret: string;
}

export interface NewWebhookEndpoint {
  url: string;
  format?: WebhookFormat | undefined;
  eventTypes: EventType[];
}

export interface WebhookEndpointChange {
  url?: string | undefined;
  format?: WebhookFormat | undefined;
  eventTypes?: EventType[] | undefined;
  /** `enabled` forgets its failures. */
  state?: 'enabled' | 'disabled' | undefined;
}

export interface WebhookSecret {
  object: 'webhook-secret';
  /** Null where it was shown before: rotate it to see one again. */
  secret: string | null;
  previousValidUntil: string | null;
}

export interface WebhookDelivery {
  id: string;
  object: 'webhook-delivery';
  createdAt: string;
  livemode: boolean;
  endpointId: string | null;
  eventId: string;
  eventType: EventType | 'webhook.test';
  format: WebhookFormat;
  subject: { kind: 'verification' | 'session'; id: string } | null;
  state: 'pending' | 'delivered' | 'failed' | 'cancelled';
  reason: string | null;
  attemptCount: number;
  nextAttemptAt: string | null;
  settledAt: string | null;
  erasedAt: string | null;
}

export interface WebhookDeliveryDetails extends WebhookDelivery {
  /** As it is sent, byte for byte; null once erased. */
  body: string | null;
  attempts: {
    id: string;
    number: number;
    startedAt: string;
    status: number | null;
    durationMs: number;
    failure: string | null;
    answerHead: string;
  }[];
}

interface EventOf<Type extends string, Data> {
  /** Equal in the messages to all receivers of the event. */
  id: string;
  type: Type;
  createdAt: string;
  data: Data;
}

/** The body of a webhook in the format `native`; told apart by `type`. */
export type WebhookEvent =
  | EventOf<'verification.completed', Verification>
  | EventOf<'review.decided', Verification>
  | EventOf<'session.updated', Session>
  | EventOf<'webhook.test', Record<string, never>>;
