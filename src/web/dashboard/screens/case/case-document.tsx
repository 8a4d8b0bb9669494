import {
  cueNotAssessedReasons,
  documentCues,
  documentWarnings,
  type DocumentAssessment,
  type DocumentCue,
} from '#contract/dashboard/meanings.js';
import type { ZoneRow } from '#contract/dashboard/verifications.js';
import { CaseZones } from '#web/dashboard/screens/case/case-zones.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Facts } from '#web/dashboard/ui/facts.js';

/** One side of a document: what was read, whether its zones agree, and what may betray a copy. */
export function CaseDocument({
  title,
  document,
  zones,
}: {
  readonly title: string;
  readonly document: DocumentAssessment;
  readonly zones: readonly ZoneRow[];
}) {
  const { type, format, side, mrz, warnings, cues, fullName, ageYears } = document;
  return (
    <section className="card">
      <h2>{title}</h2>
      <div className="stack">
        <Facts
          facts={[
            [texts.type, spaced(type)],
            [texts.format, side === null ? format : `${format}, ${spaced(side).toLowerCase()}`],
            [texts.fullName, fullName?.value ?? null],
            [texts.age, ageYears === null ? null : texts.years(ageYears)],
          ]}
        />
        {warnings.length === 0 ? null : (
          <div>
            <h3>{texts.warnings}</h3>
            <ul className="reasons">
              {warnings.map((warning) => (
                <li key={warning}>{documentWarnings[warning]}</li>
              ))}
            </ul>
          </div>
        )}
        {zones.length === 0 ? null : <CaseZones zones={zones} />}
        {mrz === null ? null : <MachineReadableZone mrz={mrz} />}
        {cues.length === 0 ? null : <Cues cues={cues} />}
      </div>
    </section>
  );
}

function MachineReadableZone({ mrz }: { readonly mrz: NonNullable<DocumentAssessment['mrz']> }) {
  return (
    <div>
      <div className="row">
        <h3>
          {texts.mrzTitle} ({mrz.format})
        </h3>
        <Badge tone={mrz.valid ? 'good' : 'warn'}>{mrz.valid ? texts.trusted : texts.untrusted}</Badge>
      </div>
      <pre className="mrz" tabIndex={0} aria-label={texts.mrzTitle}>
        {mrz.lines.join('\n')}
      </pre>
      <div className="row">
        <span className="small muted">{texts.checkDigits}</span>
        {Object.entries(mrz.checkDigits).map(([field, holds]) => (
          <Badge key={field} tone={holds ? 'good' : 'bad'}>
            {spaced(field)}
          </Badge>
        ))}
      </div>
      {mrz.repaired ? <p className="small">{texts.repaired}</p> : null}
    </div>
  );
}

const Cues = ({ cues }: { readonly cues: readonly DocumentCue[] }) => (
  <DataTable
    caption={texts.cues}
    captionSeen
    rows={cues}
    rowKey={({ name }) => name}
    columns={[
      { head: texts.cue, cell: ({ name }) => <span title={documentCues[name]}>{spaced(name)}</span> },
      {
        head: texts.cueSeen,
        cell: ({ verdict }) => (
          <Badge tone={verdict === 'suspicious' ? 'warn' : verdict === 'clear' ? 'good' : 'plain'}>
            {texts.cueVerdict[verdict]}
          </Badge>
        ),
      },
      {
        head: texts.value,
        kind: 'number',
        cell: ({ score }) => (score === null ? '—' : score.toFixed(2)),
      },
      {
        head: texts.reasons,
        cell: (cue) => <span className="small muted">{cueReason(cue)}</span>,
      },
    ]}
  />
);

const cueReason = (cue: DocumentCue): string =>
  cue.verdict === 'not-assessed'
    ? cueNotAssessedReasons[cue.reason]
    : cue.verdict === 'suspicious'
      ? documentCues[cue.name]
      : '';
