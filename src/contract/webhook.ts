import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { eventTypeSchema, webhookFormatSchema } from '#domain/event.js';

export const webhookEndpointSchema = z.strictObject({
  id: z.string(),
  object: z.literal('webhook-endpoint'),
  createdAt: timeSchema,
  livemode: z.boolean(),
  url: z.string(),
  format: webhookFormatSchema.describe('Whose words the bodies are in.'),
  eventTypes: z.array(eventTypeSchema),
  state: z.enum(['enabled', 'disabled']),
  disabledReason: z
    .string()
    .nullable()
    .describe('`gone`: it answered 410. `failing`: nothing but failures for days. `operator`: switched off.'),
  disabledAt: timeSchema.nullable(),
  failingSince: timeSchema.nullable().describe('Null: the last attempt succeeded, or there was none.'),
  failures: z.int().describe('Failed attempts since then.'),
});

const url = z
  .string()
  .min(1)
  .max(2048)
  .describe('https; plain http and private addresses only where the server allows.');

export const newWebhookEndpointSchema = z.strictObject({
  url,
  format: webhookFormatSchema.default('native'),
  eventTypes: z.array(eventTypeSchema).min(1),
});

export const webhookEndpointChangeSchema = z.strictObject({
  url: url.optional(),
  format: webhookFormatSchema.optional(),
  eventTypes: z.array(eventTypeSchema).min(1).optional(),
  state: z.enum(['enabled', 'disabled']).optional().describe('`enabled` forgets its failures.'),
});

export const createdWebhookEndpointSchema = webhookEndpointSchema.extend({
  secret: z.string().describe('`whsec_…`: signs every delivery. Shown this once.'),
});

export const webhookSecretSchema = z.strictObject({
  object: z.literal('webhook-secret'),
  secret: z.string().nullable().describe('`whsec_…`. Null where it was shown before: rotate it to see one again.'),
  previousValidUntil: timeSchema.nullable().describe('Until then the one before it signs as well.'),
});

export const webhookDeliverySchema = z.strictObject({
  id: z.string().describe('The `webhook-id` of every attempt.'),
  object: z.literal('webhook-delivery'),
  createdAt: timeSchema,
  livemode: z.boolean(),
  endpointId: z.string().nullable().describe('Null: an address that a caller named for this one case.'),
  eventId: z.string(),
  eventType: z.enum([...eventTypeSchema.options, 'webhook.test']),
  format: webhookFormatSchema,
  subject: z.strictObject({ kind: z.enum(['verification', 'session']), id: z.string() }).nullable(),
  state: z.enum(['pending', 'delivered', 'failed', 'cancelled']),
  reason: z.string().nullable().describe('Of the last failure.'),
  attemptCount: z.int(),
  nextAttemptAt: timeSchema.nullable(),
  settledAt: timeSchema.nullable(),
  erasedAt: timeSchema.nullable(),
});

export const webhookDeliveryDetailsSchema = webhookDeliverySchema.extend({
  body: z.string().nullable().describe('As it is sent, byte for byte; null once erased.'),
  attempts: z
    .array(
      z.strictObject({
        id: z.string(),
        number: z.int(),
        startedAt: timeSchema,
        status: z.int().nullable().describe('HTTP status; null: there was no answer.'),
        durationMs: z.number(),
        failure: z.string().nullable().describe('Null: delivered.'),
        answerHead: z.string().describe('The first bytes of the answer.'),
      }),
    )
    .describe('Oldest first.'),
});
