import { reviewReasons } from '#contract/dashboard/meanings.js';
import type { CaseReview as Review } from '#contract/dashboard/verifications.js';
import { ReviewBadge } from '#web/dashboard/screens/case/case-badges.js';
import { general } from '#web/dashboard/texts/general.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { Time } from '#web/dashboard/ui/time.js';

/** Where a case stands in the queue, and who said what. */
export const CaseReview = ({ review }: { readonly review: Review }) => (
  <section className="card">
    <div className="row between">
      <h2>{texts.reviewTitle}</h2>
      <ReviewBadge status={review.status} />
    </div>
    <div className="stack">
      <Facts
        facts={[
          [texts.openedAt, <Time key="opened" at={review.openedAt} />],
          [texts.fourEyes, review.fourEyes ? texts.fourEyesText : null],
          [texts.decidedBy, review.decidedAt === null ? null : (review.reviewer ?? general.unknown)],
          [texts.decidedAt, review.decidedAt === null ? null : <Time key="decided" at={review.decidedAt} />],
          [texts.reviewReason, <ReviewReasons key="reasons" {...review} />],
        ]}
      />
      {review.votes.length === 0 ? null : (
        <div>
          <h3>{texts.votes}</h3>
          <ul className="votes">
            {review.votes.map((vote) => (
              <li key={vote.userId}>
                <div className="row">
                  <ReviewBadge status={vote.decision} />
                  <strong>{vote.userName ?? vote.userId}</strong>
                  <span className="muted">
                    <Time at={vote.at} />
                  </span>
                </div>
                <ReviewReasons {...vote} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  </section>
);

function ReviewReasons({ reasonCodes, reason }: Pick<Review, 'reasonCodes' | 'reason'>) {
  if (reasonCodes.length === 0 && reason === null) return <span className="muted">{general.none}</span>;
  return (
    <>
      {reasonCodes.length === 0 ? null : (
        <ul className="reasons">
          {reasonCodes.map((code) => (
            <li key={code}>{reviewReasons[code]}</li>
          ))}
        </ul>
      )}
      {reason === null ? null : <p className="breakable said">{reason}</p>}
    </>
  );
}
