/** Why the server could not do what was asked. */
export type FailureCode =
  | 'credentials-missing'
  | 'credentials-invalid'
  | 'scope-insufficient'
  | 'rate-limited'
  | 'tokens-insufficient'
  | 'overloaded'
  | 'not-ready'
  | 'request-invalid'
  | 'body-too-large'
  | 'user-identifier-missing'
  | 'url-refused'
  | 'scope-unavailable'
  | 'not-found'
  | 'template-not-found'
  | 'template-duplicate'
  | 'upload-forbidden'
  | 'idempotency-conflict'
  | 'idempotency-in-progress'
  | 'review-decided'
  | 'session-claimed'
  | 'session-over'
  | 'session-step-wrong'
  | 'session-continuation-invalid'
  | 'captcha-wrong'
  | 'challenge-wrong'
  | 'challenge-too-early'
  | 'challenge-expired'
  | 'challenges-used-up'
  | 'image-missing'
  | 'image-empty'
  | 'image-type-unsupported'
  | 'image-undecodable'
  | 'image-too-large'
  | 'image-dimensions-exceeded'
  | 'video-missing'
  | 'video-empty'
  | 'video-type-unsupported'
  | 'video-undecodable'
  | 'video-too-large'
  | 'video-decoder-not-installed'
  | 'document-cropped'
  | 'document-not-found'
  | 'several-documents'
  | 'document-resolution-insufficient'
  | 'document-unreadable'
  | 'portrait-not-found'
  | 'portrait-features-failed'
  | 'face-too-close'
  | 'face-not-found'
  | 'several-faces'
  | 'face-features-failed'
  | 'deadline-exceeded'
  | 'internal';

/** The picture that a failure is about. */
export type FailureSubject = 'document' | 'selfie' | 'first' | 'second' | 'photo';

export interface Failure {
  code: FailureCode;
  subject?: FailureSubject | undefined;
  detail?: string | undefined;
}
