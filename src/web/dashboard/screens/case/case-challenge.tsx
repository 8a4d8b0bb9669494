import { activeLivenessReasons, type SessionResult } from '#contract/dashboard/meanings.js';
import { durationOf, spaced } from '#web/dashboard/texts/formats.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';

/** What became of the motions that the person was asked for. */
export const CaseChallenge = ({ report }: { readonly report: NonNullable<SessionResult['activeLiveness']> }) => (
  <section className="card">
    <h2>{texts.challenge}</h2>
    <div className="stack">
      {report.reasons.length === 0 ? (
        <p className="muted">{texts.challengeFine}</p>
      ) : (
        <ul className="reasons">
          {report.reasons.map((reason) => (
            <li key={reason}>{activeLivenessReasons[reason]}</li>
          ))}
        </ul>
      )}
      {report.steps.length === 0 ? null : (
        <DataTable
          caption={texts.challenge}
          rows={report.steps}
          rowKey={({ motion, askedAtMs }) => `${motion} ${askedAtMs}`}
          columns={[
            { head: texts.motion, cell: ({ motion }) => spaced(motion) },
            { head: texts.asked, kind: 'number', cell: ({ askedAtMs }) => durationOf(askedAtMs) },
            {
              head: texts.made,
              kind: 'number',
              cell: ({ madeAtMs }) => (madeAtMs === null ? texts.notMade : durationOf(madeAtMs)),
            },
            {
              head: texts.reasons,
              cell: ({ reason }) => (reason === null ? '' : activeLivenessReasons[reason]),
            },
          ]}
        />
      )}
    </div>
  </section>
);
