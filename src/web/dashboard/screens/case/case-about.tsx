import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { durationOf } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { caseTexts as texts, verificationsTexts } from '#web/dashboard/texts/verifications.js';
import { dialectWords, operationWords } from '#web/dashboard/texts/words.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { Time } from '#web/dashboard/ui/time.js';

/** Whose case it is, and where it came from. */
export function CaseAbout({ detail: { verification, durationMs } }: { readonly detail: VerificationDetail }) {
  const owner = useOwner();
  const { id, createdAt, operation, dialect, sessionId } = verification;
  const about = verification.status === 'erased' ? null : verification;
  return (
    <section className="card">
      <h2>{texts.facts}</h2>
      <Facts
        facts={[
          [general.id, <Copyable key="id" text={id} label={general.copyId} />],
          [verificationsTexts.when, <Time key="when" at={createdAt} long />],
          [verificationsTexts.operation, operationWords[operation] ?? operation],
          [verificationsTexts.dialect, dialectWords[dialect]],
          [texts.took, durationMs === null ? null : durationOf(durationMs)],
          [
            texts.userIdentifier,
            about === null || about.userIdentifier === null ? null : (
              <Copyable key="person" text={about.userIdentifier} label={general.copyId} />
            ),
          ],
          [
            texts.session,
            sessionId === null ? null : (
              <Link key="session" to={owner.to(`sessions/${sessionId}`)}>
                {sessionId.slice(0, 8)}…
              </Link>
            ),
          ],
          [
            texts.metadata,
            about === null || about.metadata === null ? null : (
              <pre key="metadata" className="json" tabIndex={0} aria-label={texts.metadata}>
                {JSON.stringify(about.metadata, null, 2)}
              </pre>
            ),
          ],
        ]}
      />
    </section>
  );
}
