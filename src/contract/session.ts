import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { sessionResultSchema } from '#domain/session-result.js';
import {
  sessionFailureSchema,
  sessionKindSchema,
  sessionScopeSchema,
  sessionStatusSchema,
  sessionStepSchema,
} from '#domain/session.js';

const common = {
  id: z.uuid(),
  object: z.literal('session'),
  createdAt: timeSchema,
  kind: sessionKindSchema.describe('Whose words it was asked for in.'),
  status: sessionStatusSchema,
  scopes: z.array(sessionScopeSchema).describe('In the order in which they run.'),
  nextStep: sessionStepSchema.nullable().describe('Null once the session is over.'),
  expiresAt: timeSchema,
  endedAt: timeSchema.nullable(),
  failure: z.strictObject({ code: sessionFailureSchema, info: z.string() }).nullable(),
};

export const sessionResourceSchema = z.strictObject({
  ...common,
  livemode: z.boolean(),
  needCaptcha: z.boolean().describe('A proof of work is asked for and not done yet.'),
  claimed: z.boolean().describe('A browser has the link.'),
  url: z.string().nullable().describe('The link for the person, as long as it is open, to keys that may make links.'),
  consentedAt: timeSchema.nullable(),
  userIdentifier: z.string().nullable(),
  externalId: z.string().nullable(),
  metadata: z.record(z.string(), z.unknown()).nullable(),
  callbackUrl: z.string().nullable(),
  returnUrl: z.string().nullable(),
  result: sessionResultSchema.nullable().describe('What was found; null until the session is DONE or FAILED.'),
});
/** A session as our own API and its webhooks show it. */
export type SessionResource = z.infer<typeof sessionResourceSchema>;

export const sessionSummarySchema = z.strictObject({ ...common, erasedAt: timeSchema.nullable() });
