import type { Failure, FailureCode, Subject } from '#domain/failure.js';

/** How a failure looks in deepidv's dialect: the published statuses, and one text. */
export interface DeepidvFailure {
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 422 | 429 | 500 | 503;
  readonly error: string;
}

const failure = (status: DeepidvFailure['status'], error: string): DeepidvFailure => ({ status, error });

const unsupported = failure(400, 'unsupported image format');
const tooLarge = failure(400, 'image larger than 15 MB, 40 megapixels or 12,000 pixels a side');
const noVideo = failure(400, 'no video is taken here');
const invalidKey = failure(401, 'missing or invalid x-api-key');
const serverError = failure(500, 'unexpected server error, safe to retry with backoff');

const deepidvFailures = {
  'credentials-missing': invalidKey,
  'credentials-invalid': invalidKey,
  'scope-insufficient': failure(403, 'the key does not carry the scope that this call needs'),
  'rate-limited': failure(429, 'rate limit exceeded'),
  'tokens-insufficient': failure(402, 'insufficient token balance'),
  overloaded: failure(429, 'rate limit exceeded'),
  'not-ready': failure(503, 'the server is starting, stopping or without its storage'),
  'request-invalid': failure(400, 'invalid body'),
  'body-too-large': failure(400, 'body larger than 48 MB'),
  'user-identifier-missing': failure(400, 'invalid body'),
  'url-refused': failure(400, 'the address is refused'),
  'scope-unavailable': failure(400, 'not available on this installation'),
  'not-found': failure(404, 'not found'),
  'template-not-found': failure(404, 'not found'),
  'template-duplicate': failure(409, 'the person is enrolled already'),
  'upload-forbidden': failure(403, 'the upload key is not readable by this organization'),
  'upload-incomplete': failure(409, 'parts of the upload are missing'),
  'upload-changed': failure(409, 'the upload is not what was announced'),
  'review-decided': failure(409, 'this case was decided before'),
  'review-needs-another-user': failure(409, 'two users of the dashboard have to decide this case'),
  'session-claimed': failure(409, 'the link is in use in another browser'),
  'session-over': failure(409, 'the session has ended'),
  'session-step-wrong': failure(409, 'this is not what the session waits for now'),
  'session-continuation-invalid': failure(409, 'the link to go on with another device cannot be used'),
  'captcha-wrong': failure(400, 'wrong proof of work'),
  'challenge-wrong': failure(409, 'the video answers no challenge of this session'),
  'challenge-too-early': failure(409, 'the video was recorded before its challenge'),
  'challenge-expired': failure(409, 'the challenge has expired'),
  'challenges-used-up': failure(409, 'no more challenges for this session'),
  'idempotency-conflict': failure(422, 'the Idempotency-Key was used with another body'),
  'idempotency-in-progress': failure(409, 'the first request with this Idempotency-Key is still running'),
  'image-missing': failure(400, 'image missing'),
  'image-empty': failure(400, 'image of 0 bytes'),
  'image-type-unsupported': unsupported,
  'image-undecodable': failure(400, 'the image cannot be decoded'),
  'image-too-large': tooLarge,
  'image-dimensions-exceeded': tooLarge,
  'video-missing': noVideo,
  'video-empty': noVideo,
  'video-type-unsupported': noVideo,
  'video-undecodable': noVideo,
  'video-too-large': noVideo,
  'video-decoder-not-installed': noVideo,
  'document-cropped': failure(400, 'part of the document lies outside of the image'),
  'document-not-found': failure(400, 'no document was found'),
  'several-documents': failure(400, 'more than one document was found'),
  'document-resolution-insufficient': failure(400, 'the document covers too few pixels to be read'),
  'document-unreadable': failure(400, 'nothing could be read on the document'),
  'portrait-not-found': failure(400, 'no face was found'),
  'portrait-features-failed': failure(400, 'the face is too small or too unclear to be compared'),
  'face-too-close': failure(400, 'the face is too close'),
  'face-not-found': failure(400, 'no face was found'),
  'several-faces': failure(400, 'more than one face was found'),
  'face-features-failed': failure(400, 'the face is too small or too unclear to be compared'),
  'deadline-exceeded': serverError,
  internal: serverError,
} as const satisfies Record<FailureCode, DeepidvFailure>;

/** What each picture is called in the texts. */
const pictures = {
  document: 'document image',
  selfie: 'face image',
  first: 'source',
  second: 'target',
  photo: 'image',
} as const satisfies Record<Subject, string>;

/**
 * Failures of the picture's content are told inside of a 200 answer wherever the published shape has a block for them
 * (`inBandError`); as an answer of their own they are a 400.
 */
export function toDeepidvFailure(failure: Failure) {
  const { status, error } = deepidvFailures[failure.code];
  const text = failure.detail ?? error;
  return {
    status,
    body: {
      error: failure.subject === undefined ? text : `${text} (${pictures[failure.subject]})`,
      ...(failure.code === 'scope-insufficient' && { code: 'scope' as const }),
    },
  };
}

/** The text of a failure in the block that it belongs to. */
export const inBandError = (failure: Failure): string => toDeepidvFailure(failure).body.error;

/** Found out about what a picture shows: these are answers, no faults of the request. */
const findings: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'document-cropped',
  'document-not-found',
  'several-documents',
  'document-resolution-insufficient',
  'document-unreadable',
  'portrait-not-found',
  'portrait-features-failed',
  'face-too-close',
  'face-not-found',
  'several-faces',
  'face-features-failed',
]);
export const isFinding = ({ code }: Failure): boolean => findings.has(code);
