import { z } from 'zod';

const status = z.enum(['verified', 'rejected', 'review']);

/** 0–1; null: there was nothing to compare. */
const confidence = z.number().min(0).max(1).nullable();
/** 0–100; null: there was nothing to compare. */
const score = z.int().min(0).max(100).nullable();

const faceComparison = z.strictObject({
  isIdentical: z.boolean(),
  confidence,
  similarityScore: score,
  method: z.enum(['face_embedding', 'openai_vision']),
});

const verificationAssessment = z.strictObject({
  overallScore: score,
  verificationStatus: status,
  confidenceLevel: z.enum(['high', 'medium', 'low']),
  summary: z.string(),
  riskFactors: z.array(z.string()),
});

const storedFile = z.strictObject({ url: z.url(), fileName: z.string() });

export const resultSchema = z.strictObject({
  sessionId: z.uuid(),
  timestamp: z.iso.datetime(),
  user_identifier: z.string(),
  files: z.strictObject({ selfieVideo: storedFile, idPhoto: storedFile }),
  faceComparison,
  verificationAssessment,
  status,
});
/** `result` of `POST /verif/submit`, as seed 003 publishes it, and the additions that the rulings name. */
export type ClearConsentResult = z.infer<typeof resultSchema>;

export const submitAnswerSchema = z.strictObject({
  success: z.literal(true),
  check_id: z.uuid(),
  result: resultSchema,
});

/** What the page of a person is told, who must not learn the scores. */
export const pageAnswerSchema = z.strictObject({ success: z.literal(true), check_id: z.uuid(), status });

export const failureAnswerSchema = z.strictObject({
  success: z.literal(false),
  error: z.string(),
  /** Beside the published row: what exactly it was. */
  code: z.string().optional(),
  retryable: z.boolean().optional(),
});

export const webhookSchema = z.strictObject({
  check_id: z.uuid(),
  user_identifier: z.string(),
  verification_result: z.strictObject({
    sessionId: z.uuid(),
    timestamp: z.iso.datetime(),
    status,
    faceComparison: faceComparison.omit({ method: true }),
    verificationAssessment: verificationAssessment.omit({ summary: true }),
  }),
  /** Null: the file was deleted before a reviewer decided. */
  selfie_video_url: z.url().nullable(),
  id_photo_url: z.url().nullable(),
  completed_at: z.iso.datetime(),
});
/** The body of the webhook, as seed 003 publishes it. */
export type ClearConsentWebhook = z.infer<typeof webhookSchema>;
