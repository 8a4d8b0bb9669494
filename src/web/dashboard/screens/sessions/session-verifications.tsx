import type { VerificationRow } from '#contract/dashboard/verifications.js';
import { Link } from '#web/dashboard/routing/router.js';
import { OutcomeBadge } from '#web/dashboard/screens/case/case-badges.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { sessionsTexts as texts } from '#web/dashboard/texts/sessions.js';
import { operationWords } from '#web/dashboard/texts/words.js';
import { Time } from '#web/dashboard/ui/time.js';

/** What was verified in a session, the oldest first. */
export function SessionVerifications({ rows }: { readonly rows: readonly VerificationRow[] }) {
  const owner = useOwner();
  return (
    <section className="card">
      <h2>{texts.verifications}</h2>
      {rows.length === 0 ? (
        <p className="muted">{texts.verificationsNone}</p>
      ) : (
        <ul className="plain-list">
          {rows.map((row) => (
            <li key={row.id}>
              <div className="row between">
                <Link to={owner.to(`verifications/${row.id}`)}>{operationWords[row.operation] ?? row.operation}</Link>
                <OutcomeBadge row={row} />
              </div>
              <span className="small muted">
                <Time at={row.createdAt} long />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
