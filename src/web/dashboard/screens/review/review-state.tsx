import type { CaseReview } from '#contract/dashboard/verifications.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { Notice } from '#web/dashboard/ui/notice.js';

/** Why the case cannot be decided, where that is so. `conflict`: it was decided while the user looked at it. */
export function ReviewState({ review, conflict }: { readonly review: CaseReview | null; readonly conflict: boolean }) {
  const owner = useOwner();
  const { account } = useAccount();
  if (conflict && review?.status !== 'waiting') {
    return (
      <Notice tone="warn" announced>
        <strong>{texts.conflictTitle}</strong>
        <span>{texts.conflict}</span>
      </Notice>
    );
  }
  const why = whyNot(review, owner.may('reviewer'), account.user.id);
  return why === null ? null : <Notice>{why}</Notice>;
}

function whyNot(review: CaseReview | null, mayReview: boolean, userId: string): string | null {
  if (review === null) return texts.notWaiting;
  if (review.status !== 'waiting') return texts.decidedAlready;
  if (!mayReview) return texts.roleOnly;
  // Whoever voted may still join the other side once somebody disagreed.
  if (review.mayDecide) return null;
  return review.votes.some((vote) => vote.userId === userId) ? texts.mayNotVoted : texts.mayNot;
}
