import type { Failure, FailureCode } from '#domain/failure.js';

interface Row {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;
  /** One of the five published texts, or our own where none of them fits. */
  readonly error: string;
  /** For the fifth row: whether another try with the same files can end otherwise. */
  readonly retryable?: boolean;
}

const row = (status: Row['status'], error: string): Row => ({ status, error });

/** The published row for everything that went wrong with the files or in the server. */
const processingFailed = (retryable: boolean): Row => ({ ...row(500, 'Verification processing failed'), retryable });
const filesMissing = row(400, 'Both selfie video and ID photo are required');

/** Seed 003's five rows, and what the platform adds. A face or document that is not found is no failure: it is a result. */
const rows = {
  'credentials-missing': row(400, 'API key is required'),
  'user-identifier-missing': row(400, 'User identifier is required'),
  'credentials-invalid': row(401, 'Invalid API key'),
  'image-missing': filesMissing,
  'image-empty': filesMissing,
  'video-missing': filesMissing,
  'video-empty': filesMissing,
  'image-type-unsupported': processingFailed(false),
  'image-undecodable': processingFailed(false),
  'image-too-large': processingFailed(false),
  'image-dimensions-exceeded': processingFailed(false),
  'video-type-unsupported': processingFailed(false),
  'video-undecodable': processingFailed(false),
  'video-too-large': processingFailed(false),
  'video-decoder-not-installed': processingFailed(false),
  'document-cropped': processingFailed(false),
  'document-not-found': processingFailed(false),
  'several-documents': processingFailed(false),
  'document-resolution-insufficient': processingFailed(false),
  'document-unreadable': processingFailed(false),
  'portrait-not-found': processingFailed(false),
  'portrait-features-failed': processingFailed(false),
  'face-too-close': processingFailed(false),
  'face-not-found': processingFailed(false),
  'several-faces': processingFailed(false),
  'face-features-failed': processingFailed(false),
  'deadline-exceeded': processingFailed(true),
  internal: processingFailed(true),
  'request-invalid': row(400, 'Bad request'),
  'url-refused': row(400, 'Bad request'),
  'scope-unavailable': row(400, 'Bad request'),
  'template-duplicate': row(400, 'Bad request'),
  'review-decided': row(409, 'This case was decided before'),
  'review-needs-another-user': row(409, 'Two users of the dashboard have to decide this case'),
  'session-claimed': row(409, 'The link is in use in another browser'),
  'session-over': row(409, 'The session has ended'),
  'session-step-wrong': row(409, 'The session waits for something else'),
  'session-continuation-invalid': row(403, 'The link to go on with is not valid'),
  'captcha-wrong': row(403, 'The proof of work is wrong'),
  'challenge-wrong': row(409, 'The video answers no challenge of this session'),
  'challenge-too-early': row(409, 'The video was recorded before its challenge'),
  'challenge-expired': row(409, 'The challenge has expired'),
  'challenges-used-up': row(409, 'No more challenges for this session'),
  'scope-insufficient': row(403, 'The API key may not do this'),
  'upload-forbidden': row(403, 'No such upload'),
  'upload-incomplete': row(409, 'Parts of the upload are missing'),
  'upload-changed': row(409, 'The upload is not what was announced'),
  'tokens-insufficient': row(402, 'Insufficient token balance'),
  'body-too-large': row(413, 'The request is too large'),
  'not-found': row(404, 'Not found'),
  'template-not-found': row(404, 'Not found'),
  'idempotency-in-progress': row(409, 'The first request with this Idempotency-Key is still running'),
  'idempotency-conflict': row(422, 'The Idempotency-Key was used with another body'),
  'rate-limited': row(429, 'Too many requests'),
  overloaded: row(429, 'Too many requests'),
  'not-ready': row(503, 'The server is starting, stopping or without its storage'),
} as const satisfies Record<FailureCode, Row>;

/** HTTP status and body of a failure. */
export function toClearConsentFailure({ code }: Failure) {
  const { status, error, retryable }: Row = rows[code];
  return { status, body: { success: false as const, error, ...(retryable !== undefined && { code, retryable }) } };
}
