import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { keyKindSchema, modeSchema, scopeSchema } from '#domain/access.js';
import { applicationSettingsSchema } from '#domain/application-settings.js';
import { auditEntrySchema } from '#domain/audit.js';

export const applicationResourceSchema = z.strictObject({
  id: z.string(),
  object: z.literal('application'),
  name: z.string(),
  createdAt: timeSchema,
  settings: applicationSettingsSchema,
  tokenBalance: z.int(),
});

export const keyResourceSchema = z.strictObject({
  id: z.string(),
  object: z.literal('key'),
  kind: keyKindSchema,
  livemode: z.boolean(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: timeSchema,
  revokedAt: timeSchema.nullable(),
  succeeds: z.string().nullable().describe('The key that it takes the place of.'),
});

export const createdKeySchema = keyResourceSchema.extend({
  key: z.string().describe('The whole key. This is the only time that it is shown.'),
});

export const newKeySchema = z.strictObject({
  name: z.string().min(1).max(100),
  kind: keyKindSchema.default('secret'),
  mode: modeSchema.default('live'),
  scopes: z.array(scopeSchema).min(1),
});

export const usageRowSchema = z.strictObject({
  day: z.iso.date(),
  livemode: z.boolean(),
  keyId: z.string(),
  operation: z.string(),
  calls: z.int(),
  tokens: z.int(),
});

export const auditResourceSchema = auditEntrySchema
  .omit({ atEpochMs: true, applicationId: true, mode: true })
  .extend({ object: z.literal('audit-entry'), at: timeSchema, livemode: z.boolean().nullable() });
