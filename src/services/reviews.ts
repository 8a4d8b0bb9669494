import type { AuditEntry } from '#domain/audit.js';
import type { DomainEvent } from '#domain/event.js';
import type { StoredFile } from '#domain/file.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Owner, PageMark, Records, VerificationRecord, VerificationSummary } from '#ports/records.js';
import type { Review, ReviewDecision } from '#ports/review-records.js';
import type { Files } from '#services/files/files.js';
import { publishEvent } from '#services/webhooks/publish-event.js';

/** What a reviewer says. */
export interface ReviewVerdict {
  readonly decision: ReviewDecision;
  /** A name or id of the caller's. */
  readonly reviewer: string | null;
  readonly reason: string | null;
}

/** A verification that a reviewer has decided. */
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
   * Decides a case once: of two reviewers one decides. Failures: `not-found` (no such case, or it was erased) and
   * `review-decided` (by whomever).
   */
  decide(
    owner: Owner,
    verificationId: string,
    verdict: ReviewVerdict,
    actor: AuditEntry['actor'],
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

    async decide({ applicationId, mode }, verificationId, { decision, reviewer, reason }, actor) {
      const owner = { applicationId, mode };
      const stored = await files.list(owner, { verificationId });
      return records.inTransaction(async (inside): Promise<Outcome<ReviewedVerification>> => {
        const record = await inside.verifications.find(owner, verificationId);
        const open = await inside.reviews.find(owner, verificationId);
        if (record === null || open === null || !isWhole(record)) return fail({ code: 'not-found' });
        const atEpochMs = now();
        const decided = { decision, atEpochMs, reviewer, reason };
        if (!(await inside.reviews.decide(owner, verificationId, decided))) {
          return fail({ code: 'review-decided' });
        }
        const reviewed = { record, review: { ...open, decided }, files: stored };
        const entry = { ...owner, atEpochMs, action: 'review.decided', target: verificationId } as const;
        await inside.audit.append({ ...entry, actor, details: { decision } });
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

type Found = NonNullable<Awaited<ReturnType<Records['verifications']['find']>>>;
const isWhole = (record: Found): record is VerificationRecord => record.result.status !== 'erased';
