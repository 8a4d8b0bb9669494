import type { Selectable } from 'kysely';
import { z } from 'zod';
import { eventTypes, webhookFormatSchema } from '#domain/event.js';
import type { Database } from '#adapters/sql/schema.js';
import { attemptFailures, deliveryStates, endReasons, type WebhookDelivery } from '#ports/webhook-records.js';

const stateSchema = z.enum(deliveryStates);
const reasonSchema = z.enum([...attemptFailures, ...endReasons]);
const eventTypeSchema = z.enum([...eventTypes, 'webhook.test']);
const subjectKindSchema = z.enum(['verification', 'session']);

/** A delivery as its row tells it, nothing of it sealed. */
export const deliveryFromRow = (row: Selectable<Database['webhook_deliveries']>): WebhookDelivery => ({
  id: row.id,
  applicationId: row.application_id,
  mode: row.mode,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  eventType: eventTypeSchema.parse(row.event_type),
  format: webhookFormatSchema.parse(row.format),
  subject: row.subject_id === null ? null : { kind: subjectKindSchema.parse(row.subject_kind), id: row.subject_id },
  createdAtEpochMs: row.created_at,
  state: stateSchema.parse(row.state),
  reason: row.reason === null ? null : reasonSchema.parse(row.reason),
  attempts: row.attempts,
  attemptsOfRound: row.attempts_of_round,
  nextAttemptAtEpochMs: row.next_attempt_at,
  settledAtEpochMs: row.settled_at,
  erasedAtEpochMs: row.erased_at,
});

export const requestContext = (applicationId: string, id: string) =>
  ({ table: 'webhook_deliveries', column: 'sealed_request', applicationId, id }) as const;

export const attemptContext = (applicationId: string, id: string) =>
  ({ table: 'webhook_attempts', column: 'sealed_outcome', applicationId, id }) as const;
