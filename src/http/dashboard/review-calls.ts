import type { reviewCalls, WaitingCase } from '#contract/dashboard/reviews.js';
import { fail } from '#domain/outcome.js';
import { listedOutcome } from '#domain/listed-outcome.js';
import { sessionScopes, type SessionScope } from '#domain/session.js';
import { pageOf, readCursor } from '#http/apis/native/pages.js';
import { toSessionResource } from '#http/apis/native/session-resource.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import { toCaseReview, verificationDetail, type Onlooker } from '#http/dashboard/verification-detail.js';
import { toVerificationRow } from '#http/dashboard/verification-row.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { VerificationRecord } from '#ports/records.js';
import type { Review } from '#ports/review-records.js';

/** The cases that a person has to decide. */
export function reviewHandlers(dependencies: HttpDependencies): DashboardHandlers<keyof typeof reviewCalls> {
  const { records, reviews, sessions, dashboard } = dependencies;

  async function waitingCase(review: Review, onlooker: Onlooker): Promise<WaitingCase | null> {
    const { owner } = onlooker;
    const row = await records.insights.verification(owner, review.verificationId);
    const record = await records.verifications.find(owner, review.verificationId);
    if (row === null || record === null) return null;
    const outcome = record.result.status === 'completed' ? listedOutcome(record.result.value) : null;
    return {
      verification: toVerificationRow(row),
      reasons: [...(outcome?.reasons ?? [])],
      review: await toCaseReview(records, review, onlooker),
    };
  }

  /** What the new pictures are asked for: as the case's own session did, or a document and a face. */
  async function scopesOf({ sessionId }: VerificationRecord, { owner }: Onlooker): Promise<SessionScope[]> {
    const found = sessionId === null ? null : await sessions.application.find(owner, sessionId);
    if (found?.ok === true) return [...found.value.state.scopes];
    return sessionScopes.filter((scope) => scope === 'document' || scope === 'match');
  }

  return {
    async reviews({ owner, application, present, role, query }) {
      const after = readCursor(query.cursor);
      if (!after.ok) return after;
      const onlooker = { owner, settings: application.settings, present, role };
      const rows = await records.reviews.waiting(owner, { limit: query.limit + 1, after: after.value });
      const page = pageOf(rows, query.limit, ({ openedAtEpochMs, verificationId }) => ({
        createdAtEpochMs: openedAtEpochMs,
        id: verificationId,
      }));
      const data = [];
      for (const review of page.rows) data.push(await waitingCase(review, onlooker));
      return answer({ data: data.filter((one) => one !== null), nextCursor: page.nextCursor });
    },

    async decideCase({ owner, application, present, role, actor, parameters, body }) {
      const id = parameters['id']!;
      const verdict = {
        decision: body.decision === 'approve' ? 'approved' : 'rejected',
        reviewer: present.user.profile.name,
        reason: body.reason ?? null,
        reasonCodes: body.reasonCodes,
      } as const;
      const decided = await reviews.decide(owner, id, verdict, actor);
      if (!decided.ok) return decided;
      const onlooker = { owner, settings: application.settings, present, role };
      const detail = await verificationDetail(dependencies, id, onlooker);
      return detail === null ? fail({ code: 'not-found' }) : answer(detail);
    },

    async askAgain({ owner, application, present, role, actor, parameters, body }) {
      const id = parameters['id']!;
      const onlooker = { owner, settings: application.settings, present, role };
      const record = await records.verifications.find(owner, id);
      const review = await records.reviews.find(owner, id);
      if (record === null || record.result.status === 'erased' || review === null) return fail({ code: 'not-found' });
      if (review.decided !== null) return fail({ code: 'review-decided' });
      const principal = await dashboard.principalOf(application, owner.mode);
      const created = await sessions.application.create(principal, {
        kind: 'native',
        actor,
        scopes: await scopesOf(record as VerificationRecord, onlooker), // it is whole
        userIdentifier: record.context.userIdentifier,
        metadata: record.context.metadata,
        returnUrl: body.returnUrl ?? null,
      });
      if (!created.ok) return created;
      const { session, url } = created.value;
      const decided = await reviews.decide(
        owner,
        id,
        {
          decision: 'rejected',
          reviewer: present.user.profile.name,
          reason: body.reason ?? null,
          reasonCodes: body.reasonCodes,
        },
        actor,
        { alone: true },
      );
      if (!decided.ok) {
        // Nobody has seen its link.
        await sessions.application.cancel(owner, session.id);
        return decided;
      }
      const detail = await verificationDetail(dependencies, id, onlooker);
      if (detail === null) return fail({ code: 'not-found' });
      return answer({ detail, session: { ...toSessionResource(session, url), url } });
    },
  };
}
