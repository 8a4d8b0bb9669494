import { anyVerificationSchema } from '#contract/verification.js';
import { toTime } from '#contract/time.js';
import type { VideoCheck } from '#domain/operation.js';
import {
  clearConsentConfidenceScale,
  clearConsentScoreScale,
  publishedScore,
  similarityAtThreshold,
} from '#domain/published-scale.js';
import type { DecisionReason, Verdict } from '#domain/verification.js';
import { submitAnswerSchema, webhookSchema, type ClearConsentResult } from '#http/apis/clearconsent/schema.js';
import { toVerificationResource } from '#http/apis/native/verification-resource.js';
import { decidingOpinion, type CheckVerdict } from '#services/clear-consent/assess-check.js';
import type { CheckBodies, ToldCheck, ToldFile } from '#services/clear-consent/check-events.js';

/** rulings.md: `confidenceLevel` by the false match rate at the score. */
const confidenceLevels = { high: 1e-5, medium: 1e-4 } as const;

/** rulings.md: the most that `overallScore` may be where a required signal failed. */
const mostWithFailedSignal = clearConsentScoreScale.threshold - 1;

const summaries = {
  verified: 'Verification completed successfully',
  rejected: 'The verification was rejected',
  review: 'The verification needs a review',
} as const satisfies Record<CheckVerdict['status'], string>;

type Assessment = Pick<ClearConsentResult, 'faceComparison' | 'verificationAssessment' | 'status'>;

/** What is told of a check, in seed 003's words. `status`: after a reviewer, or what the check itself gave. */
export function toAssessment(check: VideoCheck, { status, riskFactors }: CheckVerdict): Assessment {
  const verdict = check.comparison.ok ? check.comparison.value : null;
  const likeness = likenessOf(check);
  const score = likeness && publishedScore(likeness.similarity, likeness.match, clearConsentScoreScale);
  const capped = score !== null && requiredSignalFailed(verdict) ? Math.min(score, mostWithFailedSignal) : score;
  return {
    faceComparison: {
      isIdentical: likeness?.match ?? false,
      confidence: likeness && publishedScore(likeness.similarity, likeness.match, clearConsentConfidenceScale),
      similarityScore: score,
      method: decidingOpinion(check) === null ? 'face_embedding' : 'openai_vision',
    },
    verificationAssessment: {
      overallScore: capped,
      verificationStatus: status,
      confidenceLevel: confidenceLevel(verdict),
      summary: summaries[status],
      riskFactors: [...riskFactors],
    },
    status,
  };
}

/**
 * Whose word counts. A second opinion that decided stands on the scale with its own confidence, kept on its side of the
 * threshold, so that score and `isIdentical` never contradict each other.
 */
function likenessOf(check: VideoCheck): Pick<Verdict, 'similarity' | 'match'> | null {
  const opinion = decidingOpinion(check);
  if (opinion === null) return check.comparison.ok ? check.comparison.value : null;
  const { isIdentical, confidence } = opinion;
  const similarity = isIdentical
    ? Math.max(similarityAtThreshold, confidence)
    : Math.min(similarityAtThreshold, 1 - confidence);
  return { similarity, match: isIdentical };
}

const signalReasons: readonly DecisionReason[] = [
  'liveness-failed',
  'liveness-not-assessed',
  'deepfake-suspected',
  'deepfake-not-assessed',
  'injection-suspected',
  'injection-not-assessed',
];

const requiredSignalFailed = (verdict: Verdict | null): boolean =>
  verdict !== null && verdict.reasons.some((reason) => signalReasons.includes(reason));

/**
 * `high` needs a table of error rates that reaches 1e-5, which takes a recogniser measured on more people than the
 * shipped one. A second opinion has no such table and changes nothing.
 */
function confidenceLevel(verdict: Verdict | null): 'high' | 'medium' | 'low' {
  const rate = verdict?.comparison.falseMatchRateAtMost ?? 1;
  if (rate <= confidenceLevels.high) return 'high';
  return rate <= confidenceLevels.medium ? 'medium' : 'low';
}

const identifierOf = ({ record }: ToldCheck): string => record.context.userIdentifier ?? '';

function fileOnWire(told: ToldFile | null) {
  if (told === null) throw new Error('the files of a check are there when it is answered');
  return { url: told.url, fileName: told.file.name ?? told.file.id };
}

/** The answer of `POST /verif/submit`. */
export function toSubmitAnswer(told: ToldCheck) {
  const { record, check, verdict, files } = told;
  return submitAnswerSchema.parse({
    success: true,
    check_id: record.id,
    result: {
      sessionId: record.id,
      timestamp: toTime(record.createdAtEpochMs),
      user_identifier: identifierOf(told),
      files: { selfieVideo: fileOnWire(files.selfieVideo), idPhoto: fileOnWire(files.idPhoto) },
      ...toAssessment(check, verdict),
    },
  });
}

/** The webhook's body as seed 003 publishes it. */
export function toWebhook(told: ToldCheck) {
  const { record, check, verdict, files, completedAtEpochMs } = told;
  const { faceComparison, verificationAssessment, status } = toAssessment(check, verdict);
  const { method: _, ...comparison } = faceComparison;
  const { summary: __, ...assessment } = verificationAssessment;
  return webhookSchema.parse({
    check_id: record.id,
    user_identifier: identifierOf(told),
    verification_result: {
      sessionId: record.id,
      timestamp: toTime(record.createdAtEpochMs),
      status,
      faceComparison: comparison,
      verificationAssessment: assessment,
    },
    selfie_video_url: files.selfieVideo?.url ?? null,
    id_photo_url: files.idPhoto?.url ?? null,
    completed_at: toTime(completedAtEpochMs),
  });
}

/** A check as every format of webhook tells of it; `ooto` has no such event. */
export const checkBodies: CheckBodies = (told) => ({
  clearconsent: toWebhook(told),
  native: anyVerificationSchema.parse(
    toVerificationResource(told.record, {
      review: null,
      files: Object.values(told.files).flatMap((each) => (each === null ? [] : [nativeLink(each)])),
    }),
  ),
});

const nativeLink = ({ file, url }: ToldFile) => ({
  id: file.id,
  role: file.role,
  url,
  expiresAt: toTime(file.expiresAtEpochMs ?? file.createdAtEpochMs),
});
