import { notAssessedReasons, observationMeanings } from '#contract/dashboard/meanings.js';
import { FineBadge } from '#web/dashboard/screens/case/case-badges.js';
import type { Evidence } from '#web/dashboard/screens/case/evidence.js';
import { numberOf, percentOf, spaced } from '#web/dashboard/texts/formats.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';

/** Liveness, injection, deepfake, each for itself; and what was noticed but decides nothing. */
export const CaseSignals = ({ signals, observations }: Pick<Evidence, 'signals' | 'observations'>) => (
  <section className="card">
    <h2>{texts.signals}</h2>
    <div className="stack">
      <ul className="signals">
        {signals.map(({ name, signal, signs = [] }) => (
          <li key={name}>
            <div className="row between">
              <strong>{texts[name]}</strong>
              {signal.status === 'assessed' ? <FineBadge fine={signal.fine} /> : <Badge>{texts.notAssessed}</Badge>}
            </div>
            {signal.status === 'assessed' ? (
              <>
                <div className="meter" aria-hidden="true">
                  <i className={signal.fine ? 'good' : 'warn'} style={{ width: `${100 * signal.score}%` }} />
                </div>
                <span className="small muted">
                  <span className="numbers">{signal.score.toFixed(3)}</span> · {texts.higherIsGenuine}
                </span>
              </>
            ) : (
              <span className="small muted">{notAssessedReasons[signal.reason]}</span>
            )}
            {signs.length === 0 ? null : (
              <ul className="reasons small">
                {signs.map(({ name: sign, info, weight }) => (
                  <li key={sign}>
                    {info} <span className="muted numbers">({texts.weight(weight.toFixed(2))})</span>
                  </li>
                ))}
              </ul>
            )}
            {signal.models === undefined || signal.models.length === 0 ? null : (
              <span className="small muted breakable">
                {texts.models}: {signal.models.map(({ id, version }) => `${id} ${version}`).join(', ')}
              </span>
            )}
          </li>
        ))}
      </ul>
      {observations.length === 0 ? null : (
        <>
          <DataTable
            caption={texts.observations}
            captionSeen
            rows={observations}
            rowKey={({ name }) => name}
            columns={[
              {
                head: texts.observation,
                cell: ({ name }) => (
                  <>
                    {spaced(name)}
                    <div className="small muted">{observationMeanings[name]}</div>
                  </>
                ),
              },
              {
                head: texts.observed,
                cell: ({ noticed }) => (
                  <Badge tone={noticed ? 'warn' : 'plain'}>{noticed ? texts.observed : texts.notObserved}</Badge>
                ),
              },
              { head: texts.value, kind: 'number', cell: ({ value }) => numberOf(value) },
              {
                head: texts.falseAlarms,
                kind: 'number',
                cell: ({ falseAlarms: { k, n, atMost } }) => texts.falseAlarmsText(k, n, percentOf(atMost)),
              },
            ]}
          />
          <p className="small muted">{texts.observationsAbout}</p>
        </>
      )}
    </div>
  </section>
);
