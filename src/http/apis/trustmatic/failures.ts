import type { Failure, FailureCode, Subject } from '#domain/failure.js';

/** How the failures of a call's pictures are told, picture by picture. */
interface PictureErrors {
  readonly image: string;
  readonly noFace: string;
  readonly severalFaces: string;
}
export type CallErrors = Partial<Record<Subject, PictureErrors>>;

const ofSide = (side: string): PictureErrors => ({
  image: `MISSING_${side}_IMAGE`,
  noFace: `${side}_FACE_NOT_FOUND`,
  severalFaces: `${side}_FACE_NOT_FOUND`,
});

/** Seed 004, "List of errors". It has no error for several faces: rulings.md, "Verdicts". */
export const faceVerifyErrors: CallErrors = { first: ofSide('PROBE'), second: ofSide('REFERENCE') };
export const faceLivenessErrors: CallErrors = {
  photo: { image: 'MISSING_FACE_IMAGE', noFace: 'FACE_NOT_FOUND', severalFaces: 'TOO_MANY_FACES' },
};
export const documentLivenessErrors: CallErrors = { first: ofSide('FRONT_SIDE'), second: ofSide('BACK_SIDE') };

/** A failure of the protocol has a status of its own; everything else is told in-band, with 200. */
export interface TrustmaticFailure {
  readonly status: 200 | 400 | 401 | 402 | 403 | 404 | 409 | 413 | 422 | 429 | 503;
  /** The error itself, or which of the call's own errors it is. */
  readonly error: string | { readonly of: keyof PictureErrors };
}

const inBand = (error: TrustmaticFailure['error']): TrustmaticFailure => ({ status: 200, error });
const ofProtocol = (status: TrustmaticFailure['status'], error: string): TrustmaticFailure => ({ status, error });

const image = inBand({ of: 'image' });
const noFace = inBand({ of: 'noFace' });
const invalid = ofProtocol(400, 'INVALID_REQUEST');
const unauthorized = ofProtocol(401, 'UNAUTHORIZED');
const rateLimited = ofProtocol(429, 'RATE_LIMITED');
const notFound = ofProtocol(404, 'NOT_FOUND');
const internalError = inBand('INTERNAL_ERROR');
const documentNotFound = inBand('DOCUMENT_NOT_FOUND');

const trustmaticFailures = {
  'credentials-missing': unauthorized,
  'credentials-invalid': unauthorized,
  'scope-insufficient': ofProtocol(403, 'FORBIDDEN'),
  'rate-limited': rateLimited,
  'tokens-insufficient': ofProtocol(402, 'INSUFFICIENT_TOKENS'),
  overloaded: rateLimited,
  'not-ready': ofProtocol(503, 'SERVICE_UNAVAILABLE'),
  'request-invalid': invalid,
  'body-too-large': ofProtocol(413, 'REQUEST_TOO_LARGE'),
  'user-identifier-missing': invalid,
  'url-refused': image,
  'scope-unavailable': invalid,
  'not-found': notFound,
  'template-not-found': notFound,
  'template-duplicate': invalid,
  'upload-forbidden': ofProtocol(403, 'FORBIDDEN'),
  'review-decided': invalid,
  'review-needs-another-user': invalid,
  'session-claimed': invalid,
  'session-over': invalid,
  'upload-incomplete': invalid,
  'upload-changed': invalid,
  'session-step-wrong': invalid,
  'session-continuation-invalid': invalid,
  'captcha-wrong': invalid,
  'challenge-wrong': invalid,
  'challenge-too-early': invalid,
  'challenge-expired': invalid,
  'challenges-used-up': invalid,
  'idempotency-conflict': ofProtocol(422, 'IDEMPOTENCY_CONFLICT'),
  'idempotency-in-progress': ofProtocol(409, 'IDEMPOTENCY_IN_PROGRESS'),
  'image-missing': image,
  'image-empty': image,
  'image-type-unsupported': image,
  'image-undecodable': image,
  'image-too-large': image,
  'image-dimensions-exceeded': image,
  'video-missing': image,
  'video-empty': image,
  'video-type-unsupported': image,
  'video-undecodable': image,
  'video-too-large': image,
  'video-decoder-not-installed': internalError,
  'document-cropped': inBand('DOCUMENT_CROPPED'),
  'document-not-found': documentNotFound,
  'several-documents': documentNotFound,
  'document-resolution-insufficient': inBand('DOCUMENT_TOO_SMALL'),
  'document-unreadable': documentNotFound,
  'portrait-not-found': noFace,
  'portrait-features-failed': noFace,
  'face-too-close': inBand('FACE_TOO_CLOSE'),
  'face-not-found': noFace,
  'several-faces': inBand({ of: 'severalFaces' }),
  'face-features-failed': noFace,
  'deadline-exceeded': internalError,
  internal: internalError,
} as const satisfies Record<FailureCode, TrustmaticFailure>;

/** HTTP status and `error`. */
export function toTrustmaticFailure(
  { code, subject }: Failure,
  errors: CallErrors = {},
): { readonly status: number; readonly error: string } {
  const { status, error }: TrustmaticFailure = trustmaticFailures[code];
  if (typeof error === 'string') return { status, error };
  const ofPicture = subject === undefined ? undefined : errors[subject];
  if (ofPicture === undefined) throw new Error('a failure of a picture says which one, and the call knows it');
  return { status, error: ofPicture[error.of] };
}
