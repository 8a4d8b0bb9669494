import type { ReviewReason } from '#domain/review.js';
import type { Owner, PageMark } from '#ports/owner.js';

export const reviewDecisions = ['approved', 'rejected'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** A case that a person has to decide, or has decided. */
export interface Review {
  readonly verificationId: string;
  readonly openedAtEpochMs: number;
  readonly decided: {
    readonly decision: ReviewDecision;
    readonly atEpochMs: number;
    /** Who decided: a name or id of the caller's. */
    readonly reviewer: string | null;
    readonly reason: string | null;
    readonly reasonCodes: readonly ReviewReason[];
  } | null;
}

/** What one user said of a case that two have to decide. */
export interface ReviewVote {
  readonly userId: string;
  readonly decision: ReviewDecision;
  readonly atEpochMs: number;
  readonly reason: string | null;
  readonly reasonCodes: readonly ReviewReason[];
}

export interface ReviewRecords {
  open(owner: Owner, verificationId: string, openedAtEpochMs: number): Promise<void>;
  find(owner: Owner, verificationId: string): Promise<Review | null>;
  /** Undecided, oldest first, at most `limit`, of those after `after`. */
  waiting(owner: Owner, options: { readonly limit: number; readonly after: PageMark | null }): Promise<Review[]>;
  /** False when there is no such review, or it is decided: of two reviewers at once one decides. */
  decide(owner: Owner, verificationId: string, decided: NonNullable<Review['decided']>): Promise<boolean>;
  /** In place of an earlier vote of that user. */
  vote(owner: Owner, verificationId: string, vote: ReviewVote): Promise<void>;
  /** Oldest first. */
  votes(owner: Owner, verificationId: string): Promise<ReviewVote[]>;
  /** Destroys what a reviewer wrote, in votes too; that a decision was taken stays known, and a case without one is closed for good. */
  erase(owner: Owner, verificationId: string): Promise<void>;
}
