import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { verificationSummarySchema } from '#contract/verification.js';
import { qualityComponentNames } from '#domain/quality.js';
import { metadataSchema, userIdentifierSchema } from '#domain/verification-context.js';

/** What a verification is told besides its pictures. */
export const newVerificationFieldsSchema = z.strictObject({
  userIdentifier: userIdentifierSchema
    .optional()
    .describe('Your name for the person: what is stored is found and erased by it. 1 to 256 characters.'),
  metadata: metadataSchema.optional().describe('An object of yours, at most 16 kB of JSON, given back as it is.'),
  policy: z
    .strictObject({
      requireLiveness: z.boolean().optional(),
      requireDeepfake: z.boolean().optional(),
      requiredQuality: z.array(z.enum(qualityComponentNames)).optional(),
    })
    .optional()
    .describe('Required beyond what the application requires. Can take nothing away.'),
});

export const reviewVerdictSchema = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  reason: z.string().min(1).max(2000).optional(),
  reviewer: z.string().min(1).max(256).optional().describe('Who decides: a name or id of yours.'),
});

export const waitingReviewSchema = z.strictObject({
  object: z.literal('review'),
  openedAt: timeSchema,
  verification: verificationSummarySchema,
});
