import type { DecisionReason, Verdict } from '#domain/verification.js';
import type { VideoCheck } from '#domain/operation.js';
import { clearConsentConfidenceScale, clearConsentScoreScale, publishedScore } from '#domain/published-scale.js';
import type { ClearConsentResult } from '#http/apis/clearconsent/schema.js';

export type CheckStatus = 'verified' | 'rejected' | 'review';

/** rulings.md: `confidenceLevel` by the false match rate at the score. */
const confidenceLevels = { high: 1e-5, medium: 1e-4 } as const;

/** rulings.md: the most that `overallScore` may be where a required signal failed. */
const mostWithFailedSignal = clearConsentScoreScale.threshold - 1;

/** Reasons that speak of an attack: they reject, whatever the faces say. */
const attackReasons: readonly DecisionReason[] = ['liveness-failed', 'deepfake-suspected'];

/** A part of the check that could not be done, as a risk factor. */
const failedPart = (part: 'document' | 'selfie', code: string): string => `${part}-${code}`;

interface Assessed {
  readonly status: CheckStatus;
  readonly riskFactors: string[];
}

/**
 * The verdict of rulings.md: `rejected` where the faces differ or an attack shows; `review` in the band, for a document
 * that has expired or contradicts itself, where one file shows no face, or where something required was not assessed;
 * else `verified`.
 */
export function assess({ document, selfie, comparison }: VideoCheck): Assessed {
  const riskFactors = [
    ...(document.ok ? [] : [failedPart('document', document.failure.code)]),
    ...(selfie.ok ? [] : [failedPart('selfie', selfie.failure.code)]),
    ...(comparison.ok ? comparison.value.reasons : []),
    ...(selfie.ok && !selfie.value.oneFaceThroughout ? ['selfie-several-people'] : []),
  ];
  // Without a face in both files there is nothing to compare; a failed comparison is told by the part that failed.
  if (!comparison.ok) return { status: 'review', riskFactors: orUnknown(riskFactors, comparison.failure.code) };
  const { decision, reasons } = comparison.value;
  if (decision === 'no-match' || reasons.some((reason) => attackReasons.includes(reason))) {
    return { status: 'rejected', riskFactors };
  }
  return { status: riskFactors.length === 0 && decision === 'match' ? 'verified' : 'review', riskFactors };
}

const orUnknown = (riskFactors: string[], code: string): string[] => (riskFactors.length === 0 ? [code] : riskFactors);

const summaries = {
  verified: 'Verification completed successfully',
  rejected: 'The verification was rejected',
  review: 'The verification needs a review',
} as const satisfies Record<CheckStatus, string>;

type Told = Pick<ClearConsentResult, 'faceComparison' | 'verificationAssessment' | 'status'>;

/** What is told of a check, in seed 003's words. `status`: after a reviewer, or what `assess` gave. */
export function toAssessment(check: VideoCheck, { status, riskFactors }: Assessed): Told {
  const verdict = check.comparison.ok ? check.comparison.value : null;
  const score = verdict === null ? null : publishedScore(verdict.similarity, verdict.match, clearConsentScoreScale);
  const capped = score !== null && requiredSignalFailed(verdict) ? Math.min(score, mostWithFailedSignal) : score;
  return {
    faceComparison: {
      isIdentical: verdict?.match ?? false,
      confidence: verdict && publishedScore(verdict.similarity, verdict.match, clearConsentConfidenceScale),
      similarityScore: score,
      method: check.secondOpinion === null ? 'face_embedding' : 'openai_vision',
    },
    verificationAssessment: {
      overallScore: capped,
      verificationStatus: status,
      confidenceLevel: confidenceLevel(verdict),
      summary: summaries[status],
      riskFactors,
    },
    status,
  };
}

const signalReasons: readonly DecisionReason[] = [
  'liveness-failed',
  'liveness-not-assessed',
  'deepfake-suspected',
  'deepfake-not-assessed',
];

const requiredSignalFailed = (verdict: Verdict | null): boolean =>
  verdict !== null && verdict.reasons.some((reason) => signalReasons.includes(reason));

/** `high` needs a table of error rates that reaches 1e-5, which takes a recogniser measured on more people than the shipped one. */
function confidenceLevel(verdict: Verdict | null): 'high' | 'medium' | 'low' {
  const rate = verdict?.comparison.falseMatchRateAtMost ?? 1;
  if (rate <= confidenceLevels.high) return 'high';
  return rate <= confidenceLevels.medium ? 'medium' : 'low';
}
