import { reviewVerdictSchema, waitingReviewSchema } from '#contract/new-verification.js';
import { toTime } from '#contract/time.js';
import { anyVerificationSchema } from '#contract/verification.js';
import { ok } from '#domain/outcome.js';
import { actorOf, endpoint, type NativeEndpoint } from '#http/apis/native/endpoint.js';
import { answeredUrlMs, toFileLinks } from '#http/apis/native/file-resource.js';
import { pageOf, pageQuery, pageSchema, readCursor } from '#http/apis/native/pages.js';
import { toVerificationResource, toVerificationSummary } from '#http/apis/native/verification-resource.js';
import type { HttpDependencies } from '#http/dependencies.js';

/** Cases that a person has to decide. */
export function reviewEndpoints({ reviews, files, now }: HttpDependencies): NativeEndpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/reviews',
      summary: 'What waits for a reviewer, oldest first',
      scope: 'read',
      query: pageQuery,
      answers: { 200: { description: 'A page.', schema: pageSchema(waitingReviewSchema) } },
      async handle({ owner, query }) {
        const after = readCursor(query.cursor);
        if (!after.ok) return after;
        const rows = await reviews.waiting(owner, { limit: query.limit + 1, after: after.value });
        const page = pageOf(rows, query.limit, ({ review }) => ({
          createdAtEpochMs: review.openedAtEpochMs,
          id: review.verificationId,
        }));
        const data = page.rows.map(({ review, verification }) => ({
          object: 'review',
          openedAt: toTime(review.openedAtEpochMs),
          verification: toVerificationSummary(verification),
        }));
        return ok({ body: { data, nextCursor: page.nextCursor } });
      },
    }),
    endpoint({
      method: 'POST',
      path: '/verifications/{id}/review',
      summary: 'Decide a case',
      description:
        'Once: a case that was decided before is answered with 409, `review-decided`. Receivers of `review.decided` are told.',
      scope: 'verify',
      json: reviewVerdictSchema,
      answers: { 200: { description: 'The verification with its review.', schema: anyVerificationSchema } },
      async handle(call) {
        const { decision, reviewer = null, reason = null } = call.body;
        const verdict = { decision: decision === 'approve' ? 'approved' : 'rejected', reviewer, reason } as const;
        const decided = await reviews.decide(call.owner, call.parameters['id']!, verdict, actorOf(call));
        if (!decided.ok) return decided;
        const { record, review, files: stored } = decided.value;
        const signing = { files, nowEpochMs: now(), validForMs: answeredUrlMs };
        const links = toFileLinks(stored, signing);
        return ok({ body: toVerificationResource(record, { review, files: links }) });
      },
    }),
  ];
}
