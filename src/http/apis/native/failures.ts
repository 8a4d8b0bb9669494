import { z } from 'zod';
import { failureDescriptions, subjects, type Failure, type FailureCode } from '#domain/failure.js';
import { failureCodeSchema } from '#domain/operation.js';

/** HTTP status of each failure; what a picture lacks is 422: the request was understood, its content cannot be worked on. */
const statuses = {
  'credentials-missing': 401,
  'credentials-invalid': 401,
  'scope-insufficient': 403,
  'rate-limited': 429,
  'tokens-insufficient': 402,
  overloaded: 429,
  'not-ready': 503,
  'request-invalid': 400,
  'body-too-large': 413,
  'user-identifier-missing': 400,
  'url-refused': 400,
  'scope-unavailable': 400,
  'not-found': 404,
  'template-not-found': 404,
  'template-duplicate': 409,
  'upload-forbidden': 403,
  'upload-incomplete': 409,
  'upload-changed': 409,
  'review-decided': 409,
  'review-needs-another-user': 409,
  'session-claimed': 409,
  'session-over': 409,
  'session-step-wrong': 409,
  'session-continuation-invalid': 409,
  'captcha-wrong': 400,
  'challenge-wrong': 409,
  'challenge-too-early': 409,
  'challenge-expired': 409,
  'challenges-used-up': 409,
  'idempotency-conflict': 422,
  'idempotency-in-progress': 409,
  'image-missing': 400,
  'image-empty': 400,
  'image-type-unsupported': 415,
  'image-undecodable': 422,
  'image-too-large': 413,
  'image-dimensions-exceeded': 422,
  'video-missing': 400,
  'video-empty': 400,
  'video-type-unsupported': 415,
  'video-undecodable': 422,
  'video-too-large': 413,
  'video-decoder-not-installed': 501,
  'document-cropped': 422,
  'document-not-found': 422,
  'several-documents': 422,
  'document-resolution-insufficient': 422,
  'document-unreadable': 422,
  'portrait-not-found': 422,
  'portrait-features-failed': 422,
  'face-too-close': 422,
  'face-not-found': 422,
  'several-faces': 422,
  'face-features-failed': 422,
  'deadline-exceeded': 500,
  internal: 500,
} as const satisfies Record<FailureCode, number>;

/** RFC 9457. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: failureCodeSchema,
  subject: z.enum(subjects).optional(),
  /** `urn:uuid:` and the id of the request; a verification that failed is found under it. */
  instance: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

/** `type` is an address of this server's own pages, relative to its root. */
export function toProblem({ code, subject, detail }: Failure, transactionId: string): Problem {
  return {
    type: `/docs#${code}`,
    title: failureDescriptions[code],
    status: statuses[code],
    ...(detail !== undefined && { detail }),
    code,
    ...(subject !== undefined && { subject }),
    instance: `urn:uuid:${transactionId}`,
  };
}
