import type { Failure, FailureCode } from '#domain/failure.js';
import { partOfSubject, type PartsOfCall } from '#http/apis/ooto/part-names.js';

/** How a failure looks in OOTO's dialect. */
export interface OotoFailure {
  /** The HTTP status. */
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 422 | 429 | 500 | 503;
  readonly code: number;
  /** For 1–209: the published table's text, letter for letter. */
  readonly info: string;
}

const failure = (status: OotoFailure['status'], code: number, info: string): OotoFailure => ({ status, code, info });

const undecodable = failure(400, 4, 'can not decode image, check it is valid jpeg or png file');

const ootoFailures = {
  'image-missing': failure(400, 1, 'photo should not be empty'),
  'image-type-unsupported': failure(400, 2, 'wrong mime-type in input data'),
  'image-empty': failure(400, 3, 'photo size is 0 bytes'),
  'image-undecodable': undecodable,
  'image-too-large': undecodable,
  'image-dimensions-exceeded': undecodable,
  'review-decided': failure(409, 409, 'this case was decided before'),
  'review-needs-another-user': failure(409, 409, 'two users of the dashboard have to decide this case'),
  'session-claimed': failure(409, 409, 'the link is in use in another browser'),
  'session-over': failure(409, 409, 'the session has ended'),
  'session-step-wrong': failure(409, 409, 'this is not what the session waits for now'),
  'session-continuation-invalid': failure(409, 409, 'the link to go on with another device cannot be used'),
  'captcha-wrong': failure(400, 400, 'wrong proof of work'),
  'challenge-wrong': failure(409, 409, 'the video answers no challenge of this session'),
  'challenge-too-early': failure(409, 409, 'the video was recorded before its challenge'),
  'challenge-expired': failure(409, 409, 'the challenge has expired'),
  'challenges-used-up': failure(409, 409, 'no more challenges for this session'),
  'video-missing': undecodable,
  'video-empty': undecodable,
  'video-type-unsupported': undecodable,
  'video-undecodable': undecodable,
  'video-too-large': undecodable,
  'video-decoder-not-installed': undecodable,
  'face-not-found': failure(400, 5, 'can not detect face (in selfie)'),
  'several-faces': failure(400, 6, 'more than one face detected on photo'),
  'portrait-features-failed': failure(400, 8, 'portrait from document not similar to template'),
  'face-features-failed': failure(400, 9, 'can not extract features from sample'),
  'document-not-found': failure(400, 201, 'can not detect document'),
  'several-documents': failure(400, 202, 'more than one document detected'),
  'document-unreadable': failure(400, 203, 'can not make OCR for document'),
  'portrait-not-found': failure(400, 208, 'can not find portrait on document'),
  'document-resolution-insufficient': failure(400, 209, 'insufficient resolution of the photo'),
  'document-cropped': failure(400, 201, 'can not detect document'),
  'face-too-close': failure(400, 9, 'can not extract features from sample'),
  'request-invalid': failure(400, 400, 'bad request'),
  'body-too-large': failure(400, 400, 'bad request'),
  'user-identifier-missing': failure(400, 400, 'bad request'),
  'url-refused': failure(400, 400, 'bad request'),
  'scope-unavailable': failure(400, 400, 'scope not available'),
  'template-not-found': failure(400, 400, 'Template not found'),
  'template-duplicate': failure(400, 400, 'the person is enrolled already'),
  'upload-forbidden': failure(403, 403, 'no such upload'),
  'upload-incomplete': failure(409, 409, 'parts of the upload are missing'),
  'upload-changed': failure(409, 409, 'the upload is not what was announced'),
  'credentials-missing': failure(401, 401, 'wrong or missing APP-ID or APP-KEY'),
  'credentials-invalid': failure(401, 401, 'wrong or missing APP-ID or APP-KEY'),
  'tokens-insufficient': failure(402, 402, 'insufficient token balance'),
  'scope-insufficient': failure(403, 403, 'the key does not carry the scope that this call needs'),
  'not-found': failure(404, 404, 'not found'),
  'idempotency-in-progress': failure(409, 409, 'the first request with this Idempotency-Key is still running'),
  'idempotency-conflict': failure(422, 422, 'the Idempotency-Key was used with another body'),
  'rate-limited': failure(429, 429, 'too many requests'),
  overloaded: failure(429, 429, 'too many requests'),
  'not-ready': failure(503, 503, 'the server is starting, stopping or without its storage'),
  'deadline-exceeded': failure(500, 500, 'internal error'),
  internal: failure(500, 500, 'internal error'),
} as const satisfies Record<FailureCode, OotoFailure>;

/** The first code that is ours and not the published table's. */
const firstOwnCode = 400;

/** HTTP status and `result` of the envelope. `parts`: how the call names its pictures, where otherwise than most. */
export function toOotoFailure({ code, subject, detail }: Failure, parts: PartsOfCall = {}) {
  const { status, code: number, info } = ootoFailures[code];
  const field = subject === undefined ? undefined : (parts[subject] ?? partOfSubject[subject]);
  return {
    status,
    result: {
      status: 'error' as const,
      code: number,
      // The published table ends before it: there the text is the table's, elsewhere what is known of the case.
      info: number < firstOwnCode || detail === undefined ? info : detail,
      ...(field !== undefined && { field }),
    },
  };
}
