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
  } | null;
}

export interface ReviewRecords {
  open(owner: Owner, verificationId: string, openedAtEpochMs: number): Promise<void>;
  find(owner: Owner, verificationId: string): Promise<Review | null>;
  /** Undecided, oldest first, at most `limit`, of those after `after`. */
  waiting(owner: Owner, options: { readonly limit: number; readonly after: PageMark | null }): Promise<Review[]>;
  /** False when there is no such review, or it is decided: of two reviewers at once one decides. */
  decide(owner: Owner, verificationId: string, decided: NonNullable<Review['decided']>): Promise<boolean>;
  /** Destroys what a reviewer wrote; that a decision was taken stays known. */
  erase(owner: Owner, verificationId: string): Promise<void>;
}
