import { z } from 'zod';

// Written from seed 003. Beyond it stand what rulings.md names: `user_identifier` and `riskFactors`, in answer and webhook,
// the status `review`, `code` and `retryable` of a failed processing, and our own value of `method`, which the seed shows
// for a vision model alone. Where there was no comparison, its numbers are null: nothing is told that was not measured.

const status = z.enum(['verified', 'rejected', 'review']);
const unit = z.number().min(0).max(1);
const points = z.int().min(0).max(100);
/** "2024-01-15T10:30:00.000Z" */
const time = z.iso.datetime({ precision: 3 });

const isIdentical = z.boolean();
const comparison = { isIdentical, confidence: unit, similarityScore: points };
const uncompared = { isIdentical: z.literal(false), confidence: z.null(), similarityScore: z.null() };
const method = z.enum(['face_embedding', 'openai_vision']);

const assessment = {
  overallScore: points,
  verificationStatus: status,
  confidenceLevel: z.enum(['high', 'medium', 'low']),
  // Addition (rulings.md, "Verdicts"; the seed's own example reads it).
  riskFactors: z.array(z.string().min(1)),
};
const summary = z.string().min(1);

const file = z.strictObject({ url: z.url(), fileName: z.string() });
const result = {
  sessionId: z.uuid(),
  timestamp: time,
  // Addition (rulings.md, "Verdicts"; the seed's own example reads it).
  user_identifier: z.string().min(1),
  files: z.strictObject({ selfieVideo: file, idPhoto: file }),
  faceComparison: z.strictObject({ ...comparison, method }),
  verificationAssessment: z.strictObject({ ...assessment, summary }),
  status,
};
const answer = z.strictObject({ success: z.literal(true), check_id: z.uuid(), result: z.strictObject(result) });

interface Told {
  readonly sessionId: string;
  readonly status: string;
  readonly faceComparison: {
    readonly isIdentical: boolean;
    readonly confidence: number | null;
    readonly similarityScore: number | null;
  };
  readonly verificationAssessment: { readonly verificationStatus: string };
}

/** rulings.md: one UUID, one status, one likeness on two scales. */
function agrees(id: string, { sessionId, faceComparison, verificationAssessment, ...told }: Told): boolean {
  const { confidence, similarityScore } = faceComparison;
  const likenessAgrees =
    confidence === null || similarityScore === null
      ? confidence === similarityScore
      : Math.abs(similarityScore - 100 * confidence) < 1 && faceComparison.isIdentical === confidence >= 0.75;
  return sessionId === id && verificationAssessment.verificationStatus === told.status && likenessAgrees;
}

/** rulings.md: `<check_id>_selfie_<epoch-ms>.<ext>`. */
const isNamed = (fileName: string, id: string, role: 'selfie' | 'id'): boolean =>
  fileName.startsWith(`${id}_${role}_`) && /_\d{13}\.[a-z0-9]{2,4}$/.test(fileName);

interface Files {
  readonly selfieVideo: z.infer<typeof file>;
  readonly idPhoto: z.infer<typeof file>;
}
const answerHolds = ({ check_id: id, result: told }: { check_id: string; result: Told & { files: Files } }): boolean =>
  agrees(id, told) &&
  isNamed(told.files.selfieVideo.fileName, id, 'selfie') &&
  isNamed(told.files.idPhoto.fileName, id, 'id');
const contradiction = 'ids, names of files, statuses and scores agree with each other';

/** Seed 003, "Response Format". */
export const submitted = answer.refine(answerHolds, contradiction);

/** The same where one of the files shows no face. */
export const submittedUncompared = answer
  .extend({
    result: z.strictObject({
      ...result,
      faceComparison: z.strictObject({ ...uncompared, method }),
      verificationAssessment: z.strictObject({ ...assessment, overallScore: z.null(), summary }),
    }),
  })
  .refine(answerHolds, contradiction);

/** Seed 003, "Webhook Payload Structure". */
export const webhook = z
  .strictObject({
    check_id: z.uuid(),
    user_identifier: z.string().min(1),
    verification_result: z.strictObject({
      sessionId: z.uuid(),
      timestamp: time,
      status,
      faceComparison: z.strictObject(comparison),
      verificationAssessment: z.strictObject(assessment),
    }),
    selfie_video_url: z.url(),
    id_photo_url: z.url(),
    completed_at: time,
  })
  .refine(({ check_id: id, verification_result: told }) => agrees(id, told), contradiction);

/** Seed 003, "Common Error Codes"; the fifth is `processingFailed`. */
export const errorTable = {
  keyMissing: { status: 400, error: 'API key is required' },
  identifierMissing: { status: 400, error: 'User identifier is required' },
  keyInvalid: { status: 401, error: 'Invalid API key' },
  filesMissing: { status: 400, error: 'Both selfie video and ID photo are required' },
} as const;

export const failure = z.strictObject({ success: z.literal(false), error: z.string().min(1) });

/** Additions (rulings.md, "ClearConsent"): `code` and `retryable`. */
export const processingFailed = z.strictObject({
  success: z.literal(false),
  error: z.literal('Verification processing failed'),
  code: z.string().regex(/^[a-z-]+$/),
  retryable: z.boolean(),
});
