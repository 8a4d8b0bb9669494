import type { AuditEntry } from '#domain/audit.js';
import type { DomainEvent } from '#domain/event.js';
import type { StoredFile } from '#domain/file.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { ReviewReason } from '#domain/review.js';
import type { Owner, PageMark, Records, VerificationRecord, VerificationSummary } from '#ports/records.js';
import type { Review, ReviewDecision, ReviewVote } from '#ports/review-records.js';
import type { Files } from '#services/files/files.js';
import { publishEvent } from '#services/webhooks/publish-event.js';

/** What a reviewer says. */
export interface ReviewVerdict {
  readonly decision: ReviewDecision;
  /** A name or id of the caller's. */
  readonly reviewer: string | null;
  readonly reason: string | null;
  readonly reasonCodes?: readonly ReviewReason[];
}

export interface DecideOptions {
  /** One user is enough, whatever the application wants: nobody is let in by it. Only to reject. */
  readonly alone?: boolean;
}

/** A verification that a reviewer has decided, or voted on. */
export interface ReviewedVerification {
  readonly record: VerificationRecord;
  readonly review: Review;
  /** Everything that is stored for it. */
  readonly files: readonly StoredFile[];
}

/** What else a dialect does when one of its cases is decided; becomes durable with the decision, or not at all. */
export type OnDecided = (
  inside: Records,
  record: VerificationRecord,
  decided: NonNullable<Review['decided']>,
) => Promise<void>;

/** The cases that a person has to decide. */
export interface Reviews {
  /** Undecided, oldest first, at most `limit`, of those after `after`. */
  waiting(
    owner: Owner,
    options: { readonly limit: number; readonly after: PageMark | null },
  ): Promise<{ readonly review: Review; readonly verification: VerificationSummary }[]>;
  /**
   * Decides a case once: of two reviewers one decides. Where the application wants four eyes, two users have to say the same:
   * what the first says is a vote, and the review that comes back is undecided. Failures: `not-found` (no such case, or it was
   * erased), `review-decided` (by whomever) and `review-needs-another-user` (the caller has voted, or is a key).
   */
  decide(
    owner: Owner,
    verificationId: string,
    verdict: ReviewVerdict,
    actor: AuditEntry['actor'],
    options?: DecideOptions,
  ): Promise<Outcome<ReviewedVerification>>;
}

export function createReviews(dependencies: {
  readonly records: Records;
  readonly files: Pick<Files, 'list'>;
  /** What receivers are told, in every shape that there is one for. */
  readonly bodies: (reviewed: ReviewedVerification) => DomainEvent['bodies'];
  readonly onDecided?: OnDecided;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Reviews {
  const { records, files, bodies, onDecided, now } = dependencies;
  return {
    async waiting(owner, options) {
      const reviews = await records.reviews.waiting(owner, options);
      const found = [];
      for (const review of reviews) {
        const verification = await records.verifications.findSummary(owner, review.verificationId);
        if (verification === null) throw new Error('a review belongs to a verification');
        found.push({ review, verification });
      }
      return found;
    },

    async decide({ applicationId, mode }, verificationId, verdict, actor, { alone = false } = {}) {
      const { decision, reviewer, reason, reasonCodes = [] } = verdict;
      const owner = { applicationId, mode };
      const stored = await files.list(owner, { verificationId });
      return records.inTransaction(async (inside): Promise<Outcome<ReviewedVerification>> => {
        const record = await inside.verifications.find(owner, verificationId);
        const open = await inside.reviews.find(owner, verificationId);
        if (record === null || open === null || !isWhole(record)) return fail({ code: 'not-found' });
        const atEpochMs = now();
        const decided = { decision, atEpochMs, reviewer, reason, reasonCodes };
        const entry = { ...owner, atEpochMs, actor, target: verificationId, details: { decision } };
        const application = await inside.applications.find(applicationId);
        if (application?.settings.review.fourEyes === true && !(alone && decision === 'rejected')) {
          if (open.decided !== null) return fail({ code: 'review-decided' });
          const votes = await inside.reviews.votes(owner, verificationId);
          if (actor.kind !== 'user' || actor.id === null || !mayVote(votes, actor.id)) {
            return fail({ code: 'review-needs-another-user' });
          }
          const userId = actor.id;
          await inside.reviews.vote(owner, verificationId, { userId, decision, atEpochMs, reason, reasonCodes });
          if (!votes.some((vote) => vote.userId !== userId && vote.decision === decision)) {
            await inside.audit.append({ ...entry, action: 'review.voted' });
            return ok({ record, review: open, files: stored });
          }
        }
        if (!(await inside.reviews.decide(owner, verificationId, decided))) {
          return fail({ code: 'review-decided' });
        }
        const reviewed = { record, review: { ...open, decided }, files: stored };
        await inside.audit.append({ ...entry, action: 'review.decided' });
        await publishEvent(inside, {
          ...owner,
          type: 'review.decided',
          createdAtEpochMs: atEpochMs,
          subject: { kind: 'verification', id: verificationId },
          bodies: bodies(reviewed),
        });
        await onDecided?.(inside, record, decided);
        return ok(reviewed);
      });
    },
  };
}

/** Once, and again where somebody else says otherwise: two have to come together. */
export function mayVote(votes: readonly ReviewVote[], userId: string): boolean {
  const own = votes.find((vote) => vote.userId === userId);
  return own === undefined || votes.some((vote) => vote.userId !== userId && vote.decision !== own.decision);
}

type Found = NonNullable<Awaited<ReturnType<Records['verifications']['find']>>>;
const isWhole = (record: Found): record is VerificationRecord => record.result.status !== 'erased';
