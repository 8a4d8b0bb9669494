/**
 * THE registry of expected failures. A dialect maps every code in its `failures.ts`, which is
 * `satisfies Record<FailureCode, …>`: a new code here does not compile until every dialect says what it answers.
 */
export const failureDescriptions = {
  // The request
  'credentials-missing': 'The call carries no credentials, or not all that its dialect needs.',
  'credentials-invalid': 'The credentials are unknown or revoked.',
  'scope-insufficient': 'The key does not carry the scope that this call needs.',
  'rate-limited': 'The quota of this key is used up for now.',
  'tokens-insufficient': 'The token balance of the application does not cover this call.',
  overloaded: 'The server has more work than it can take; try again later.',
  'not-ready': 'The server is starting or draining, or its database or file store does not answer or has no room.',
  'request-invalid': 'The request cannot be parsed or lacks a part that the call needs.',
  'body-too-large': 'The body of the request is over its size limit.',
  'user-identifier-missing': 'The call lacks the identifier of the person it is about.',
  'url-refused':
    'The address is none that this server may call: not https, private, or not on the list of allowed hosts.',
  'scope-unavailable': 'This installation cannot assess what was asked for.',
  'not-found': 'No such thing, or it belongs to another application.',
  'template-not-found': 'No such template, or it belongs to another application.',
  'template-duplicate': 'The person is enrolled already under another template.',
  'upload-forbidden': 'The key names no upload of this application that can still be used.',
  'upload-incomplete': 'Parts of the upload are not there.',
  'upload-changed': 'What arrived is not what was announced; it has to be sent again.',
  'idempotency-conflict': 'The Idempotency-Key was used with another body.',
  'idempotency-in-progress': 'The first request with this Idempotency-Key is still running.',
  'review-decided': 'A reviewer has decided this case before.',
  'review-needs-another-user': 'The application wants two users of the dashboard to decide, each once.',
  // The session
  'session-claimed': 'The link is in use in another browser.',
  'session-over': 'The session has ended.',
  'session-step-wrong': 'This is not what the session waits for now.',
  'session-continuation-invalid': 'The link to go on with another device was used before, has expired, or is none.',
  'captcha-wrong': 'The proof of work is wrong, has expired, or belongs to another session.',
  'challenge-wrong': 'The video answers no challenge of this session, or one that was used or replaced.',
  'challenge-too-early': 'The video came before the challenge can have been followed: it was recorded earlier.',
  'challenge-expired': 'The video came too long after its challenge was drawn.',
  'challenges-used-up': 'No more challenges are drawn for this session.',
  // The picture as a file
  'image-missing': 'The part that should carry the picture is missing.',
  'image-empty': 'The picture has 0 bytes.',
  'image-type-unsupported': 'The bytes are not an accepted picture format.',
  'image-undecodable': 'The format is accepted, but the picture cannot be decoded.',
  'image-too-large': 'The picture is over the size limit in bytes.',
  'image-dimensions-exceeded': 'The picture has more pixels, or a longer side, than is accepted.',
  // The selfie video as a file
  'video-missing': 'The part that should carry the video is missing.',
  'video-empty': 'The video has 0 bytes.',
  'video-type-unsupported': 'The bytes are not an accepted video format.',
  'video-undecodable': 'The format is accepted, but no picture of the video can be decoded.',
  'video-too-large': 'The video is over the size limit in bytes, or its pictures are over the limit in pixels.',
  'video-decoder-not-installed': 'No video decoder is installed on this server.',
  // The document
  'document-cropped': 'Part of the document lies outside of the picture.',
  'document-not-found': 'No identity document was found in the picture.',
  'several-documents': 'More than one identity document was found in the picture.',
  'document-resolution-insufficient': 'The document covers too few pixels to be read.',
  'document-unreadable': 'Not one field of the document could be read.',
  'portrait-not-found': 'No portrait was found on the document.',
  'portrait-features-failed': 'The portrait is too small or too unclear to be compared.',
  // The face
  'face-too-close': 'The face fills so much of the picture that liveness cannot be judged.',
  'face-not-found': 'No face was found in the picture.',
  'several-faces': 'More than one face of comparable size was found in the picture.',
  'face-features-failed': 'The face is too small or too unclear to be compared.',
  // The server's own
  'deadline-exceeded': 'The work did not finish in its time limit.',
  internal: 'The server failed; the fault is not in the request.',
} as const;

export type FailureCode = keyof typeof failureDescriptions;

/**
 * Which of the pictures of a call a failure is about. `first` and `second`: two pictures of equal rank, in the order of
 * the call; `photo`: the only one.
 */
export const subjects = ['document', 'selfie', 'first', 'second', 'photo'] as const;
export type Subject = (typeof subjects)[number];

export interface Failure {
  readonly code: FailureCode;
  readonly subject?: Subject;
  /** What is wrong, in plain words for the caller's developer. Never holds a value from the request. */
  readonly detail?: string;
}
