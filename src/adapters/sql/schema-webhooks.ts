import type { Mode } from '#domain/access.js';

export interface WebhookEndpointsTable {
  id: string;
  application_id: string;
  mode: Mode;
  created_at: number;
  format: string;
  /** JSON array of event types. */
  event_types: string;
  state: string;
  disabled_reason: string | null;
  disabled_at: number | null;
  /** Of the first failure after the last success. */
  failing_since: number | null;
  /** Failed attempts since then. */
  failures: number;
  /** Null once removed, as are both sealed values. */
  data_key_id: string | null;
  sealed_url: Uint8Array | null;
  /** JSON of `SigningSecrets`. */
  sealed_secrets: Uint8Array | null;
}

/** What signs the callbacks of an application and mode. */
export interface WebhookCallbackSecretsTable {
  application_id: string;
  mode: Mode;
  created_at: number;
  shown_at: number | null;
  data_key_id: string;
  sealed_secrets: Uint8Array;
}

/** One event for one receiver. */
export interface WebhookDeliveriesTable {
  id: string;
  application_id: string;
  mode: Mode;
  /** Null: a callback, whose address is in the sealed request. */
  endpoint_id: string | null;
  event_id: string;
  event_type: string;
  format: string;
  subject_kind: string | null;
  subject_id: string | null;
  created_at: number;
  state: string;
  reason: string | null;
  attempts: number;
  /** Since it was published or replayed. */
  attempts_of_round: number;
  next_attempt_at: number | null;
  settled_at: number | null;
  erased_at: number | null;
  /** Seals the request and the outcomes of all attempts; null once erased. */
  data_key_id: string | null;
  sealed_request: Uint8Array | null;
}

export interface WebhookAttemptsTable {
  id: string;
  application_id: string;
  mode: Mode;
  delivery_id: string;
  number: number;
  started_at: number;
  sealed_outcome: Uint8Array;
}
