import { z } from 'zod';
import { call, ownedPath } from '#contract/dashboard/call.js';
import {
  caseReviewSchema,
  verificationDetailSchema,
  verificationRowSchema,
} from '#contract/dashboard/verifications.js';
import { createdSessionSchema } from '#contract/new-session.js';
import { pageQuery, pageSchema } from '#contract/page.js';
import { decisionReasons, type DecisionReason } from '#domain/verification.js';
import { reviewReasonCodes } from '#domain/review.js';

export const waitingCaseSchema = z.strictObject({
  verification: verificationRowSchema,
  reasons: z
    .array(z.enum(Object.keys(decisionReasons) as [DecisionReason, ...DecisionReason[]])) // Object.keys loses the key type
    .describe('Why it is for review.'),
  review: caseReviewSchema,
});
export type WaitingCase = z.infer<typeof waitingCaseSchema>;

const reasonCodes = z.array(z.enum(reviewReasonCodes)).max(reviewReasonCodes.length).default([]);
const reason = z.string().trim().min(1).max(2000).optional();

export const decideCaseSchema = z
  .strictObject({ decision: z.enum(['approve', 'reject']), reasonCodes, reason })
  .refine(
    ({ decision, reasonCodes: codes, reason: words }) =>
      decision === 'approve' || codes.length > 0 || words !== undefined,
    {
      message: 'a rejection needs a reason',
      path: ['reason'],
    },
  );

export const askAgainSchema = z.strictObject({
  reasonCodes,
  reason,
  returnUrl: z.string().max(2048).optional(),
});

/**
 * Cases that a person has to decide. Failures: `review-decided` (by somebody else meanwhile), `review-needs-another-user` (four
 * eyes: this user has voted).
 */
export const reviewCalls = {
  /** Oldest first. */
  reviews: call({
    method: 'GET',
    path: `${ownedPath}/reviews`,
    access: 'viewer',
    query: pageQuery,
    answer: pageSchema(waitingCaseSchema),
  }),
  /** With four eyes the first decision is a vote: the answer's `review.status` is still `waiting`. */
  decideCase: call({
    method: 'POST',
    path: `${ownedPath}/reviews/{id}/decision`,
    access: 'reviewer',
    body: decideCaseSchema,
    answer: verificationDetailSchema,
  }),
  /**
   * The pictures allow no decision: rejects the case, whatever its votes, and makes a link for new pictures of the same person,
   * which asks for what the case was about. Also with four eyes one user is enough: nobody is let in by it.
   */
  askAgain: call({
    method: 'POST',
    path: `${ownedPath}/reviews/{id}/ask-again`,
    access: 'reviewer',
    body: askAgainSchema,
    answer: z.strictObject({ detail: verificationDetailSchema, session: createdSessionSchema }),
  }),
} as const;
