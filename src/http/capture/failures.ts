import { captureErrorSchema } from '#contract/capture.js';
import { failureDescriptions, type Failure, type FailureCode } from '#domain/failure.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';

/** What a page is answered; whatever is not named here is a fault of the picture or of its step: 422. */
const statuses: Partial<Record<FailureCode, number>> = {
  'request-invalid': 400,
  'credentials-missing': 401,
  'credentials-invalid': 401,
  'tokens-insufficient': 402,
  'scope-insufficient': 403,
  'captcha-wrong': 403,
  'session-continuation-invalid': 403,
  'not-found': 404,
  'template-not-found': 404,
  'session-claimed': 409,
  'session-step-wrong': 409,
  'upload-forbidden': 409,
  'upload-incomplete': 409,
  'upload-changed': 409,
  'challenge-wrong': 409,
  'challenge-too-early': 409,
  'challenge-expired': 409,
  'challenges-used-up': 409,
  'idempotency-conflict': 409,
  'idempotency-in-progress': 409,
  'review-decided': 409,
  'session-over': 410,
  'body-too-large': 413,
  'image-too-large': 413,
  'video-too-large': 413,
  'image-type-unsupported': 415,
  'video-type-unsupported': 415,
  'rate-limited': 429,
  overloaded: 429,
  internal: 500,
  'video-decoder-not-installed': 501,
  'not-ready': 503,
  'deadline-exceeded': 503,
};

/** The same call can succeed later. */
const retryable: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'rate-limited',
  'overloaded',
  'not-ready',
  'internal',
  'deadline-exceeded',
  'upload-incomplete',
  'upload-changed',
]);

/** Status and body of a failure; `detail` is for developers and stays out of what a person may see. */
export const toCaptureFailure = ({ code }: Failure): WireAnswer => ({
  status: statuses[code] ?? 422,
  body: captureErrorSchema.parse({
    error: { code, message: failureDescriptions[code], retryable: retryable.has(code) },
  }),
});
