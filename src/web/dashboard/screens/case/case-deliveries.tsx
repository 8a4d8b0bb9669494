import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { Link } from '#web/dashboard/routing/router.js';
import { DeliveryBadge } from '#web/dashboard/screens/webhooks/delivery-badge.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { eventWords } from '#web/dashboard/texts/words.js';
import { Time } from '#web/dashboard/ui/time.js';

/** Who was told of the case. */
export function CaseDeliveries({ deliveries }: Pick<VerificationDetail, 'deliveries'>) {
  const owner = useOwner();
  return (
    <section className="card">
      <h2>{texts.deliveries}</h2>
      {deliveries.length === 0 ? (
        <p className="muted">{texts.deliveriesNone}</p>
      ) : (
        <ul className="plain-list">
          {deliveries.map(({ id, eventType, createdAt, state, attemptCount, reason }) => (
            <li key={id}>
              <div className="row between">
                {owner.may('reviewer') ? (
                  <Link to={owner.to(`webhooks/deliveries/${id}`)}>{eventWords[eventType] ?? eventType}</Link>
                ) : (
                  <span>{eventWords[eventType] ?? eventType}</span>
                )}
                <DeliveryBadge state={state} />
              </div>
              <span className="small muted">
                <Time at={createdAt} /> · {attemptCount} × {reason === null ? '' : `· ${reason}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
