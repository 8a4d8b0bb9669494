import { z } from 'zod';
import type { Mode } from '#domain/access.js';
import type { DomainEvent, EventType, WebhookFormat } from '#domain/event.js';
import type { Owner, PageMark } from '#ports/owner.js';

/** What signs: two secrets at most, both used until the older one's time is over. */
export const signingSecretsSchema = z.object({
  current: z.string(),
  previous: z.object({ secret: z.string(), validUntilEpochMs: z.number() }).nullable(),
});
export type SigningSecrets = z.infer<typeof signingSecretsSchema>;

/** `gone`: it answered 410. `failing`: nothing but failures for days. `operator`: somebody switched it off. */
export const disabledReasons = ['gone', 'failing', 'operator'] as const;
export type DisabledReason = (typeof disabledReasons)[number];

/** Where an application is told of events, without its secrets. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly applicationId: string;
  /** Test endpoints are told of test events, live ones of live events. */
  readonly mode: Mode;
  readonly createdAtEpochMs: number;
  readonly url: string;
  readonly format: WebhookFormat;
  readonly eventTypes: readonly EventType[];
  readonly state: 'enabled' | 'disabled';
  readonly disabledReason: DisabledReason | null;
  readonly disabledAtEpochMs: number | null;
  /** Since the first failure after the last success; null: the last attempt succeeded, or there was none. */
  readonly failingSinceEpochMs: number | null;
  /** Failed attempts since then. */
  readonly failures: number;
}

export interface WebhookEndpointRecords {
  add(endpoint: WebhookEndpoint, secrets: SigningSecrets): Promise<void>;
  find(owner: Owner, id: string): Promise<WebhookEndpoint | null>;
  /** With what is needed to call it. */
  open(owner: Owner, id: string): Promise<{ endpoint: WebhookEndpoint; secrets: SigningSecrets } | null>;
  /** Oldest first. */
  list(owner: Owner): Promise<WebhookEndpoint[]>;
  /** Enabled endpoints that want events of this type. */
  subscribers(owner: Owner, type: EventType): Promise<Pick<WebhookEndpoint, 'id' | 'format'>[]>;
  /** False when there is no such endpoint; so all below. */
  change(
    owner: Owner,
    id: string,
    change: Partial<Pick<WebhookEndpoint, 'url' | 'format' | 'eventTypes'>>,
  ): Promise<boolean>;
  setSecrets(owner: Owner, id: string, secrets: SigningSecrets): Promise<boolean>;
  noteSuccess(owner: Owner, id: string): Promise<boolean>;
  noteFailure(owner: Owner, id: string, atEpochMs: number): Promise<boolean>;
  disable(owner: Owner, id: string, reason: DisabledReason, atEpochMs: number): Promise<boolean>;
  /** With a clean slate. */
  enable(owner: Owner, id: string): Promise<boolean>;
  /** Destroys address and secrets; its deliveries stay listed. */
  remove(owner: Owner, id: string): Promise<boolean>;
}

/** The secrets for addresses that callers name with a session: one pair per application and mode. */
export interface CallbackSecretRecords {
  /** Stores them where there are none yet; gives those that hold. */
  ensure(owner: Owner, fresh: SigningSecrets, atEpochMs: number): Promise<SigningSecrets>;
  /** Replaces them; they count as not shown. */
  replace(owner: Owner, secrets: SigningSecrets, atEpochMs: number): Promise<void>;
  /** True once, for the caller who may show the current one. */
  markShown(owner: Owner, atEpochMs: number): Promise<boolean>;
}

/** Why an attempt was no success. `gone`: 410. `status`: any other answer but 200–299. */
export const attemptFailures = [
  'status',
  'redirect',
  'gone',
  'url-refused',
  'timeout',
  'connection',
  'tls',
  'resolution',
] as const;
export type AttemptFailure = (typeof attemptFailures)[number];

export const attemptOutcomeSchema = z.object({
  /** HTTP status; null: there was no answer. */
  status: z.number().nullable(),
  durationMs: z.number(),
  /** Null: delivered. */
  failure: z.enum(attemptFailures).nullable(),
  /** The first bytes of the answer's body as text. */
  answerHead: z.string(),
});
export type AttemptOutcome = z.infer<typeof attemptOutcomeSchema>;

export interface WebhookAttempt {
  readonly id: string;
  /** From 1, over all rounds. */
  readonly number: number;
  readonly startedAtEpochMs: number;
  readonly outcome: AttemptOutcome;
}

/** `cancelled`: the endpoint was removed, or what it was about was erased. */
export const deliveryStates = ['pending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
/** Why a delivery ended without an attempt. `server-fault`: this server could not send it, again and again. */
export const endReasons = ['endpoint-disabled', 'endpoint-removed', 'erased', 'server-fault'] as const;
export type DeliveryReason = AttemptFailure | (typeof endReasons)[number];

/** One event for one receiver, without its body. */
export interface WebhookDelivery {
  /** The `webhook-id` of every attempt. */
  readonly id: string;
  readonly applicationId: string;
  readonly mode: Mode;
  /** Null: a callback. */
  readonly endpointId: string | null;
  readonly eventId: string;
  /** `webhook.test`: sent by hand. */
  readonly eventType: EventType | 'webhook.test';
  readonly format: WebhookFormat;
  readonly subject: DomainEvent['subject'] | null;
  readonly createdAtEpochMs: number;
  readonly state: DeliveryState;
  /** Of the last failure; null where there was none. */
  readonly reason: DeliveryReason | null;
  readonly attempts: number;
  /** Since it was published or last replayed: the place in the schedule. */
  readonly attemptsOfRound: number;
  readonly nextAttemptAtEpochMs: number | null;
  /** When it became delivered, failed or cancelled. */
  readonly settledAtEpochMs: number | null;
  readonly erasedAtEpochMs: number | null;
}

export const deliveryRequestSchema = z.object({
  /** Of a callback; an endpoint's address is read anew at each attempt. */
  url: z.string().nullable(),
  /** Sent as it stands, every time. */
  body: z.string(),
});
export type DeliveryRequest = z.infer<typeof deliveryRequestSchema>;

export type NewDelivery = Pick<
  WebhookDelivery,
  'id' | 'applicationId' | 'mode' | 'endpointId' | 'eventId' | 'eventType' | 'format' | 'subject' | 'createdAtEpochMs'
> & { readonly request: DeliveryRequest };

/** What becomes of a delivery after an attempt. */
export type DeliveryNext =
  | { readonly state: 'pending'; readonly reason: AttemptFailure; readonly nextAttemptAtEpochMs: number }
  | { readonly state: 'delivered'; readonly atEpochMs: number }
  | { readonly state: 'failed'; readonly reason: AttemptFailure; readonly atEpochMs: number };

export interface WebhookDeliveryRecords {
  /** Pending, due at once. */
  add(delivery: NewDelivery): Promise<void>;
  find(owner: Owner, id: string): Promise<WebhookDelivery | null>;
  /** With its body; null also where that was erased. */
  open(owner: Owner, id: string): Promise<{ delivery: WebhookDelivery; request: DeliveryRequest } | null>;
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
  /** Oldest first; none where they were erased. */
  attempts(owner: Owner, id: string): Promise<WebhookAttempt[]>;
  /** Logs an attempt and what comes next. False where the delivery is pending no more. */
  recordAttempt(
    owner: Owner,
    id: string,
    attempt: Omit<WebhookAttempt, 'number'>,
    next: DeliveryNext,
  ): Promise<boolean>;
  /** Ends a pending delivery without an attempt. False where it is pending no more. */
  settle(
    owner: Owner,
    id: string,
    end: { readonly state: 'failed' | 'cancelled'; readonly reason: DeliveryReason; readonly atEpochMs: number },
  ): Promise<boolean>;
  /** Begins the schedule anew, due at once. False where there is none, or its body was erased. */
  restart(owner: Owner, id: string, atEpochMs: number): Promise<boolean>;
  /** Destroys bodies and attempts of everything about a subject; what was pending is cancelled. Gives how many. */
  eraseBySubject(owner: Owner, subject: DomainEvent['subject'], atEpochMs: number): Promise<number>;
  /** Destroys deliveries settled before; gives how many, some hundreds at most: come back until it gives 0. */
  sweep(beforeEpochMs: number): Promise<number>;
}

export interface WebhookRecords {
  readonly endpoints: WebhookEndpointRecords;
  readonly callbackSecrets: CallbackSecretRecords;
  readonly deliveries: WebhookDeliveryRecords;
}
