import { useState } from 'react';
import { adviceFor, qualityComponentNames, type QualityComponentName } from '#contract/dashboard/meanings.js';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { FineBadge } from '#web/dashboard/screens/case/case-badges.js';
import type { SeenFace } from '#web/dashboard/screens/case/evidence.js';
import { numberOf, spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';

type Bounds = VerificationDetail['bounds']['quality'];

/** The components of ISO/IEC 29794-5: what is not fine, and on demand all of them. */
export function CaseQuality({
  quality,
  bounds,
}: {
  readonly quality: NonNullable<SeenFace['quality']>;
  readonly bounds: Bounds;
}) {
  const [all, setAll] = useState(false);
  const rows = qualityComponentNames.flatMap((name) => {
    const component = quality[name];
    return component === undefined || (!all && component.fine) ? [] : [{ name, ...component }];
  });
  const advice = adviceFor(quality);
  return (
    <section className="card">
      <div className="row between">
        <h2>{texts.quality}</h2>
        <Button kind="plain" className="no-print" aria-pressed={all} onClick={() => setAll(!all)}>
          {all ? texts.showUnfine : texts.showAll}
        </Button>
      </div>
      <div className="stack">
        {advice.length === 0 ? null : (
          <ul className="reasons">
            {advice.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        )}
        {rows.length === 0 ? (
          <p className="muted">{texts.allFine}</p>
        ) : (
          <DataTable
            caption={texts.quality}
            rows={rows}
            rowKey={({ name }) => name}
            columns={[
              { head: texts.component, cell: ({ name }) => spaced(name) },
              {
                head: texts.scalar,
                cell: ({ scalar, fine }) => (
                  <span className="measured">
                    <span className="meter" aria-hidden="true">
                      <i className={fine ? 'good' : 'warn'} style={{ width: `${scalar}%` }} />
                    </span>
                    <span className="numbers">{Math.round(scalar)}</span>
                  </span>
                ),
              },
              { head: texts.native, kind: 'number', cell: ({ native }) => numberOf(native) },
              { head: texts.bounds, kind: 'number', cell: ({ name }) => boundsText(bounds, name) },
              {
                head: texts.qualityOk,
                cell: ({ fine }) => <FineBadge fine={fine} words={[texts.qualityOk, texts.qualityNot]} />,
              },
            ]}
          />
        )}
      </div>
    </section>
  );
}

function boundsText(bounds: Bounds, name: QualityComponentName): string {
  const { least = null, most = null } = bounds[name] ?? {};
  if (least === null && most === null) return general.notStored;
  if (least === null) return `≤ ${numberOf(most ?? 0)}`;
  return most === null ? `≥ ${numberOf(least)}` : `${numberOf(least)} … ${numberOf(most)}`;
}
