import type { z } from 'zod';
import { toTime, toTimeOrNull } from '#contract/time.js';
import type {
  anyVerificationSchema,
  fileLinkSchema,
  reviewSchema,
  VerificationResource,
  verificationSummarySchema,
} from '#contract/verification.js';
import { adviceFor } from '#domain/quality-advice.js';
import { injectionNotAssessed } from '#domain/injection.js';
import type { Verification } from '#domain/verification.js';
import type { ErasedVerification, VerificationRecord, VerificationSummary } from '#ports/records.js';
import type { Review } from '#ports/review-records.js';

/** What stands beside a record: its review and its pictures. */
export interface VerificationCompanions {
  readonly review: Review | null;
  readonly files: readonly z.infer<typeof fileLinkSchema>[];
}

/** A stored record as our own API and its webhooks show it. */
export function toVerificationResource(
  record: VerificationRecord | ErasedVerification,
  { review, files }: VerificationCompanions,
): z.infer<typeof anyVerificationSchema> {
  const common = commonOf(record);
  const { result } = record;
  if (result.status === 'erased') return { ...common, status: 'erased', erasedAt: toTime(result.erasedAtEpochMs) };
  const { userIdentifier, metadata } = record.context;
  const about = { userIdentifier, metadata, files: [...files] };
  if (result.status === 'failed') return { ...common, status: 'failed', failure: result.failure, ...about };
  if (record.operation !== 'doc-identify') {
    const found = result.value as unknown as Record<string, unknown>; // every result is an object
    return { ...common, status: 'completed', result: found, review: review && toReview(review), ...about };
  }
  const verification = result.value as Verification; // the operation's own result
  return { ...common, status: 'completed', ...measured(verification), review: review && toReview(review), ...about };
}

export const toVerificationSummary = (summary: VerificationSummary): z.infer<typeof verificationSummarySchema> => ({
  ...commonOf(summary),
  status: summary.status,
});

const commonOf = (record: Omit<VerificationSummary, 'status'>) => ({
  id: record.id,
  object: 'verification' as const,
  createdAt: toTime(record.createdAtEpochMs),
  livemode: record.mode === 'live',
  dialect: record.dialect,
  operation: record.operation,
  sessionId: record.sessionId,
});

function measured(
  verification: Verification,
): Omit<
  VerificationResource,
  keyof ReturnType<typeof commonOf> | 'status' | 'review' | 'userIdentifier' | 'metadata' | 'files'
> {
  const { match, decision, reasons, similarity, comparison, document, documentBack, injection, timings } = verification;
  const { quality, liveness, deepfake, models, observations, ...face } = verification.face;
  return {
    match,
    decision,
    reasons,
    similarity,
    comparison,
    face,
    document,
    documentBack: documentBack ?? null,
    liveness: { ...liveness, models: models?.liveness ?? [] },
    // Pictures that came by a request alone: nothing says where and when they were taken.
    injection: { ...(injection ?? injectionNotAssessed('no-capture-session')), models: [] }, // of signs, not of models
    deepfake: { ...deepfake, models: models?.deepfake ?? [] },
    observations,
    quality: { ...quality, advice: adviceFor(quality) },
    timings,
  };
}

export const toReview = ({ decided }: Review): z.infer<typeof reviewSchema> => ({
  status: decided?.decision ?? 'waiting',
  decidedAt: toTimeOrNull(decided?.atEpochMs ?? null),
  reviewer: decided?.reviewer ?? null,
  reason: decided?.reason ?? null,
});
