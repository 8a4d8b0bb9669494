import { useMemo } from 'react';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { CaseAbout } from '#web/dashboard/screens/case/case-about.js';
import { CaseChallenge } from '#web/dashboard/screens/case/case-challenge.js';
import { CaseDeliveries } from '#web/dashboard/screens/case/case-deliveries.js';
import { CaseDocument } from '#web/dashboard/screens/case/case-document.js';
import {
  CaseCandidates,
  CaseFaces,
  CaseFailures,
  CaseSecondOpinion,
} from '#web/dashboard/screens/case/case-findings.js';
import { CasePictures } from '#web/dashboard/screens/case/case-pictures.js';
import { CaseQuality } from '#web/dashboard/screens/case/case-quality.js';
import { CaseReview } from '#web/dashboard/screens/case/case-review.js';
import { CaseSignals } from '#web/dashboard/screens/case/case-signals.js';
import { CaseTimeline } from '#web/dashboard/screens/case/case-timeline.js';
import { CaseVerdict } from '#web/dashboard/screens/case/case-verdict.js';
import { evidenceOf, type Evidence } from '#web/dashboard/screens/case/evidence.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';

/** What only the session knows: whether the selfie was taken now is said there, where the result itself does not. */
function withSession(evidence: Evidence, { session }: VerificationDetail): Evidence {
  const injection = session?.result?.injection;
  if (injection === undefined || evidence.signals.some(({ name }) => name === 'injection')) return evidence;
  return {
    ...evidence,
    signals: [...evidence.signals, { name: 'injection', signal: injection, signs: injection.signs }],
  };
}

/** Everything that is known of one case, in the order in which a reviewer looks. */
export function CaseView({
  detail,
  picturesShown,
  onPicturesShown,
}: {
  readonly detail: VerificationDetail;
  readonly picturesShown: boolean;
  readonly onPicturesShown: (shown: boolean) => void;
}) {
  const evidence = useMemo(() => withSession(evidenceOf(detail), detail), [detail]);
  const { verdict, document, documentBack, faces, signals, observations, search, secondOpinion, failures } = evidence;
  const quality = faces[0]?.quality;
  const challenge = detail.session?.result?.activeLiveness;
  return (
    <div className="case">
      <div className="stack">
        {detail.verification.status === 'erased' ? null : (
          <CasePictures files={detail.files} evidence={evidence} shown={picturesShown} onShown={onPicturesShown} />
        )}
        {failures.length === 0 ? null : <CaseFailures failures={failures} />}
        {document === null ? null : <CaseDocument title={texts.document} document={document} zones={detail.zones} />}
        {documentBack === null ? null : (
          <CaseDocument title={texts.documentBack} document={documentBack} zones={detail.zonesBack} />
        )}
        {signals.length === 0 ? null : <CaseSignals signals={signals} observations={observations} />}
        {challenge === undefined ? null : <CaseChallenge report={challenge} />}
        {quality === undefined ? null : <CaseQuality quality={quality} bounds={detail.bounds.quality} />}
        {search === null ? null : <CaseCandidates search={search} />}
        <details className="card raw no-print">
          <summary>{texts.raw}</summary>
          <pre className="json" tabIndex={0} aria-label={texts.raw}>
            {JSON.stringify(detail.verification, null, 2)}
          </pre>
        </details>
      </div>
      <div className="stack">
        <div className="stack leading">
          {verdict === null ? null : <CaseVerdict verdict={verdict} reviewFrom={detail.bounds.reviewFrom} />}
          {secondOpinion === null ? null : <CaseSecondOpinion opinion={secondOpinion} />}
          {detail.review === null ? null : <CaseReview review={detail.review} />}
        </div>
        <CaseAbout detail={detail} />
        {faces.length === 0 ? null : <CaseFaces faces={faces} />}
        <CaseTimeline timeline={detail.timeline} />
        <CaseDeliveries deliveries={detail.deliveries} />
      </div>
    </div>
  );
}
