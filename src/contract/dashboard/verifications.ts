import { z } from 'zod';
import { call, ownedPath } from '#contract/dashboard/call.js';
import { pageQuery, pageSchema } from '#contract/page.js';
import { sessionResourceSchema } from '#contract/session.js';
import { timeSchema } from '#contract/time.js';
import { anyVerificationSchema, reviewSchema } from '#contract/verification.js';
import { webhookDeliverySchema } from '#contract/webhook.js';
import { auditActions, auditActors, type AuditAction } from '#domain/audit.js';
import { dialects } from '#domain/dialect.js';
import { discrepancyKinds, documentFieldNames, type DiscrepancyKind } from '#domain/document.js';
import { fileContentTypeSchema, fileRoleSchema } from '#domain/file.js';
import { failureCodeSchema, operations } from '#domain/operation.js';
import { qualityComponentNames } from '#domain/quality.js';
import { decisionSchema } from '#domain/verification.js';
import { reviewReasonCodes } from '#domain/review.js';

export const verificationRowSchema = z.strictObject({
  id: z.uuid(),
  createdAt: timeSchema,
  dialect: z.enum(dialects),
  operation: z.enum(operations),
  status: z.enum(['completed', 'failed', 'erased']),
  decision: decisionSchema
    .nullable()
    .describe('Null: nothing to decide, failed, erased, or stored before decisions could be listed.'),
  failure: failureCodeSchema.nullable(),
  durationMs: z.number().nullable(),
  sessionId: z.string().nullable(),
  review: z.enum(['waiting', 'approved', 'rejected']).nullable(),
});
export type VerificationRow = z.infer<typeof verificationRowSchema>;

/** What of the list is shown: all that is named has to hold. */
export const verificationFilter = z.strictObject({
  search: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('An id, a user identifier or a document number, whole: only hashes of them can be searched.'),
  status: z.enum(['completed', 'failed', 'erased']).optional(),
  dialect: z.enum(dialects).optional(),
  operation: z.enum(operations).optional(),
  decision: decisionSchema.optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional().describe('Not included.'),
});

/** A kept picture or video. Only reviewers get its bytes, and each look stands in the audit log. */
export const keptFileSchema = z.strictObject({
  id: z.string(),
  role: fileRoleSchema,
  contentType: fileContentTypeSchema,
  sizeBytes: z.int(),
  expiresAt: timeSchema.nullable(),
});

/** What one zone of a document says in a field. Null: nothing that is stored. */
const zoneValueSchema = z.strictObject({
  value: z.string().nullable().describe('Null: the zone confirms the value, its own spelling is not stored.'),
  valid: z.boolean().nullable(),
  confidence: z.number().nullable(),
});

export const zoneRowSchema = z.strictObject({
  field: z.enum(documentFieldNames),
  merged: z.string().nullable().describe('The value of the answer; null: withheld.'),
  withheld: z.string().nullable().describe('Why.'),
  mrz: zoneValueSchema.nullable(),
  visualZone: zoneValueSchema.nullable(),
  barcode: zoneValueSchema.nullable(),
  agreement: z.enum(['agree', 'differ', 'one-zone']),
  differences: z
    .array(z.enum(Object.keys(discrepancyKinds) as [DiscrepancyKind, ...DiscrepancyKind[]])) // Object.keys loses the key type
    .describe('Of each pair of zones that differs.'),
});
export type ZoneRow = z.infer<typeof zoneRowSchema>;

/** A bound of a native value: it is fine from `least` to `most`. */
const boundsSchema = z.strictObject({ least: z.number().nullable(), most: z.number().nullable() });

export const timelineKinds = [
  ...(Object.keys(auditActions) as [AuditAction, ...AuditAction[]]), // Object.keys loses the key type
  'verification.made',
  'session.consented',
  'review.opened',
  'webhook.attempted',
] as const;

export const timelineEntrySchema = z.strictObject({
  at: timeSchema,
  kind: z.enum(timelineKinds),
  actor: z
    .strictObject({ kind: z.enum(auditActors), id: z.string().nullable(), name: z.string().nullable() })
    .nullable()
    .describe('`name`: of a user or key that is known still.'),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** A decision that was not the last word yet: with four eyes, the first of two. */
export const reviewVoteSchema = z.strictObject({
  decision: z.enum(['approved', 'rejected']),
  at: timeSchema,
  userId: z.string(),
  userName: z.string().nullable(),
  reasonCodes: z.array(z.enum(reviewReasonCodes)),
  reason: z.string().nullable(),
});

export const caseReviewSchema = reviewSchema.extend({
  openedAt: timeSchema,
  reasonCodes: z.array(z.enum(reviewReasonCodes)),
  votes: z.array(reviewVoteSchema).describe('Oldest first. Without four eyes there are none.'),
  fourEyes: z.boolean().describe('Two users have to say the same.'),
  mayDecide: z
    .boolean()
    .describe('Whether the user who asks could decide now; false also after the first of two votes.'),
});
export type CaseReview = z.infer<typeof caseReviewSchema>;

export const verificationDetailSchema = z.strictObject({
  verification: anyVerificationSchema.describe('Its `files` are always empty here: see `files`.'),
  durationMs: z.number().nullable(),
  review: caseReviewSchema.nullable(),
  files: z.array(keptFileSchema),
  zones: z.array(zoneRowSchema).describe('Of the document, field by field; empty where none was read.'),
  zonesBack: z.array(zoneRowSchema),
  bounds: z.strictObject({
    quality: z.partialRecord(z.enum(qualityComponentNames), boundsSchema),
    reviewFrom: z
      .number()
      .nullable()
      .describe('Native score from which a case is for review; null: as the card of the recogniser says.'),
  }),
  session: sessionResourceSchema
    .nullable()
    .describe(
      'That it was part of, with the evidence of how the pictures were taken in `result`; null: none, or erased.',
    ),
  timeline: z.array(timelineEntrySchema).describe('Oldest first; the last 200.'),
  deliveries: z
    .array(webhookDeliverySchema)
    .describe('About this verification and its session, newest first; 50 at most.'),
});
export type VerificationDetail = z.infer<typeof verificationDetailSchema>;

/** Verifications and what is kept with them. */
export const verificationCalls = {
  verifications: call({
    method: 'GET',
    path: `${ownedPath}/verifications`,
    access: 'viewer',
    query: pageQuery.extend(verificationFilter.shape),
    answer: pageSchema(verificationRowSchema),
  }),
  /**
   * At most 50,000 rows, newest first; a first column `id`, then the columns of `verificationRowSchema` and `userIdentifier`.
   * Cells that a spreadsheet would take for a formula begin with `'`. Audited.
   */
  verificationsCsv: call({
    method: 'GET',
    path: `${ownedPath}/verifications.csv`,
    access: 'reviewer',
    query: verificationFilter,
    answer: 'csv',
  }),
  verification: call({
    method: 'GET',
    path: `${ownedPath}/verifications/{id}`,
    access: 'viewer',
    answer: verificationDetailSchema,
  }),
  /** The bytes of a picture or video, with its type: for `<img src>`. Each call stands in the audit log. */
  file: call({ method: 'GET', path: `${ownedPath}/files/{id}`, access: 'reviewer', answer: 'file' }),
  /** Destroys the verification as `DELETE /api/v2/verifications/{id}` does, with its whole session. */
  eraseVerification: call({
    method: 'DELETE',
    path: `${ownedPath}/verifications/{id}`,
    access: 'admin',
    answer: z.strictObject({ receipt: z.record(z.string(), z.unknown()).describe('Signed; to be kept.') }),
  }),
} as const;
