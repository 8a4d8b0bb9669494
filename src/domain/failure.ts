/**
 * THE registry of expected failures. A dialect maps every code in its `failures.ts`, which is
 * `satisfies Record<FailureCode, …>`: a new code here does not compile until every dialect says what it answers.
 */
export const failureDescriptions = {
  // The request
  'credentials-invalid': 'The credentials are missing, unknown or revoked.',
  'scope-insufficient': 'The key does not carry the scope that this call needs.',
  'rate-limited': 'The quota of this key is used up for now.',
  overloaded: 'The server has more work than it can take; try again later.',
  'not-ready': 'The server is starting or draining.',
  'request-invalid': 'The request cannot be parsed or lacks a part that the call needs.',
  'not-found': 'No such thing, or it belongs to another application.',
  'idempotency-conflict': 'The Idempotency-Key was used with another body.',
  'idempotency-in-progress': 'The first request with this Idempotency-Key is still running.',
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
  'document-not-found': 'No identity document was found in the picture.',
  'several-documents': 'More than one identity document was found in the picture.',
  'document-resolution-insufficient': 'The document covers too few pixels to be read.',
  'document-unreadable': 'Not one field of the document could be read.',
  'portrait-not-found': 'No portrait was found on the document.',
  'portrait-features-failed': 'The portrait is too small or too unclear to be compared.',
  // The face
  'face-not-found': 'No face was found in the picture.',
  'several-faces': 'More than one face of comparable size was found in the picture.',
  'face-features-failed': 'The face is too small or too unclear to be compared.',
  // The server's own
  'deadline-exceeded': 'The work did not finish in its time limit.',
  internal: 'The server failed; the fault is not in the request.',
} as const;

export type FailureCode = keyof typeof failureDescriptions;

/** Which of the two pictures of a verification a failure is about. */
export type Subject = 'document' | 'selfie';

export interface Failure {
  readonly code: FailureCode;
  readonly subject?: Subject;
}
