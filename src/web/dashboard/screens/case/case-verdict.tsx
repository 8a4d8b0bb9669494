import { decisionReasons } from '#contract/dashboard/meanings.js';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { Scale } from '#web/dashboard/charts/scale.js';
import type { Evidence } from '#web/dashboard/screens/case/evidence.js';
import { DecisionBadge } from '#web/dashboard/screens/case/case-badges.js';
import { numberOf } from '#web/dashboard/texts/formats.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Facts } from '#web/dashboard/ui/facts.js';

/** By definition of the published scale. */
const publishedThreshold = 0.75;

/** How alike the faces are against the thresholds, and why it was decided so. */
export function CaseVerdict({
  verdict,
  reviewFrom,
}: {
  readonly verdict: NonNullable<Evidence['verdict']>;
  readonly reviewFrom: VerificationDetail['bounds']['reviewFrom'];
}) {
  const { decision, reasons, similarity, comparison } = verdict;
  const { score, threshold, falseMatchRate, falseMatchRateAtMost, policy } = comparison;
  const from = reviewFrom ?? threshold;
  const least = Math.min(0, score, from);
  const most = Math.max(1, score);
  const rate = falseMatchRate ?? falseMatchRateAtMost;
  return (
    <section className="card">
      <div className="row between">
        <h2>{texts.decision}</h2>
        <DecisionBadge decision={decision} />
      </div>
      <div className="stack">
        {reasons.length === 0 ? (
          <p className="muted">{texts.reasonsNone}</p>
        ) : (
          <ul className="reasons">
            {reasons.map((reason) => (
              <li key={reason}>{decisionReasons[reason]}</li>
            ))}
          </ul>
        )}
        <Scale
          label={texts.similarity}
          words={texts.score(similarity.toFixed(3), publishedThreshold.toFixed(2))}
          value={similarity}
          least={0}
          most={1}
          marks={[{ at: publishedThreshold, label: texts.threshold }]}
          bands={[
            { from: 0, to: publishedThreshold, tone: 'bad' },
            { from: publishedThreshold, to: 1, tone: 'good' },
          ]}
        />
        <Scale
          label={texts.nativeScore}
          words={texts.score(score.toFixed(3), threshold.toFixed(3))}
          value={score}
          least={least}
          most={most}
          marks={[
            ...(from < threshold ? [{ at: from, label: texts.reviewFrom }] : []),
            { at: threshold, label: texts.threshold },
          ]}
          bands={[
            { from: least, to: from, tone: 'bad' },
            { from, to: threshold, tone: 'warn' },
            { from: threshold, to: most, tone: 'good' },
          ]}
        />
        <Facts
          facts={[
            [texts.falseMatch, rate === null ? texts.falseMatchUnknown : texts.falseMatchAtMost(numberOf(rate))],
            ...(policy === undefined ? [] : [[texts.policy, policy] as const]),
          ]}
        />
      </div>
    </section>
  );
}
