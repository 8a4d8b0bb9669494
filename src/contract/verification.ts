import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { dialects } from '#domain/dialect.js';
import { documentAssessmentSchema } from '#domain/document.js';
import { detectedFaceSchema, demographicsSchema, modelNameSchema } from '#domain/face.js';
import { injectionSchema } from '#domain/injection.js';
import { failureSchema, operations } from '#domain/operation.js';
import { observationSchema } from '#domain/observation.js';
import { qualityAdviceSchema } from '#domain/quality-advice.js';
import { qualitySchema } from '#domain/quality.js';
import { signalSchema } from '#domain/signal.js';
import { metadataSchema, userIdentifierSchema } from '#domain/verification-context.js';
import {
  comparisonSchema,
  decisionReasons,
  decisionSchema,
  timingsSchema,
  type DecisionReason,
} from '#domain/verification.js';

export const reviewSchema = z.strictObject({
  status: z.enum(['waiting', 'approved', 'rejected']),
  decidedAt: timeSchema.nullable(),
  reviewer: z.string().nullable(),
  reason: z.string().nullable(),
});

export const fileLinkSchema = z.strictObject({
  id: z.string(),
  role: z.string().describe('What it shows: `document-front`, `document-back`, `selfie` or `selfie-video`.'),
  url: z.url().describe('Signed; works until `expiresAt`.'),
  expiresAt: timeSchema,
});

const common = {
  id: z.uuid(),
  object: z.literal('verification'),
  createdAt: timeSchema,
  livemode: z.boolean(),
  dialect: z.enum(dialects),
  operation: z.enum(operations),
  sessionId: z.string().nullable(),
};

const about = {
  userIdentifier: userIdentifierSchema.nullable(),
  metadata: metadataSchema.nullable(),
  files: z.array(fileLinkSchema),
};

export const qualityResourceSchema = qualitySchema
  .extend({ advice: z.array(qualityAdviceSchema).describe('What to do better; empty where everything is fine.') })
  .describe('Components of ISO/IEC 29794-5; one that the picture does not allow is left out.');

const models = {
  models: z
    .array(modelNameSchema)
    .describe('Which models gave the number; empty: none, or it was stored without them.'),
};
const [assessed, unassessed] = signalSchema.options;
/** A signal as every dialect tells it, with its models. */
export const signalBlockSchema = z.discriminatedUnion('status', [assessed.extend(models), unassessed.extend(models)]);

const [injectionAssessed, injectionUnassessed] = injectionSchema.options;
const injectionBlockSchema = z.discriminatedUnion('status', [
  injectionAssessed.extend(models),
  injectionUnassessed.extend(models),
]);

export const verificationResourceSchema = z.strictObject({
  ...common,
  status: z.literal('completed'),
  match: z.boolean().describe('Two-valued: the score is at or above the threshold.'),
  decision: decisionSchema.describe('Three-valued, with the review band and everything that the application requires.'),
  reasons: z.array(z.enum(Object.keys(decisionReasons) as [DecisionReason, ...DecisionReason[]])), // Object.keys loses the key type
  similarity: z.number().min(0).max(1).describe('0.75 is exactly the threshold.'),
  comparison: comparisonSchema,
  face: detectedFaceSchema.extend({ demographics: demographicsSchema }),
  document: documentAssessmentSchema,
  documentBack: documentAssessmentSchema.nullable(),
  liveness: signalBlockSchema,
  injection: injectionBlockSchema.describe(
    'Whether the selfie was taken now by the camera of its session; `signs`: what speaks against it.',
  ),
  deepfake: signalBlockSchema,
  observations: z
    .array(observationSchema)
    .describe('Traces on the selfie, for a reviewer. They decide nothing; what could not be measured is left out.'),
  quality: qualityResourceSchema,
  review: reviewSchema.nullable(),
  ...about,
  timings: timingsSchema.describe('Milliseconds by stage.'),
});
/** A verification of document and selfie, with all that the engine says of it. */
export type VerificationResource = z.infer<typeof verificationResourceSchema>;

export const failedVerificationSchema = z.strictObject({
  ...common,
  status: z.literal('failed'),
  failure: failureSchema,
  ...about,
});

export const erasedVerificationSchema = z.strictObject({
  ...common,
  status: z.literal('erased'),
  erasedAt: timeSchema,
});

/** Another operation than a verification (a search, a comparison, …): its result as the engine gives it. */
export const operationResourceSchema = z.strictObject({
  ...common,
  status: z.literal('completed'),
  result: z.record(z.string(), z.unknown()),
  review: reviewSchema.nullable(),
  ...about,
});

export const anyVerificationSchema = z.union([
  verificationResourceSchema,
  failedVerificationSchema,
  erasedVerificationSchema,
  operationResourceSchema,
]);

export const verificationSummarySchema = z.strictObject({
  ...common,
  status: z.enum(['completed', 'failed', 'erased']),
});
