import { discrepancyKinds } from '#contract/dashboard/meanings.js';
import type { ZoneRow } from '#contract/dashboard/verifications.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { caseTexts as texts } from '#web/dashboard/texts/verifications.js';
import { fieldOrder, fieldWord, zoneWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { DataTable, type Column } from '#web/dashboard/ui/data-table.js';

const agreementWords = { agree: texts.agree, differ: texts.differ, 'one-zone': texts.oneZone } as const;
const agreementTones = { agree: 'good', differ: 'bad', 'one-zone': 'plain' } as const;

/** The zones of a document against each other, field by field. */
export function CaseZones({ zones }: { readonly zones: readonly ZoneRow[] }) {
  const rows = [...zones].sort((one, other) => fieldOrder(one.field) - fieldOrder(other.field));
  const zoneColumns: readonly Column<ZoneRow>[] = (
    [
      ['mrz', zoneWords.mrz],
      ['visualZone', zoneWords['visual-zone']],
      ['barcode', zoneWords.barcode],
    ] as const
  )
    .filter(([zone]) => rows.some((row) => row[zone] !== null))
    .map(([zone, head]) => ({ head, cell: (row) => <ZoneValue value={row[zone]} /> }));
  return (
    <DataTable
      caption={texts.zonesCaption}
      captionSeen
      rows={rows}
      rowKey={({ field }) => field}
      rowClass={({ agreement }) => (agreement === 'differ' ? 'differs' : undefined)}
      columns={[
        { head: texts.field, cell: ({ field }) => fieldWord(field) },
        {
          head: texts.merged,
          cell: ({ merged, withheld }) =>
            merged !== null ? (
              <strong className="value">{merged}</strong>
            ) : withheld !== null ? (
              <span className="muted" title={withheld}>
                {texts.withheld}: {spaced(withheld).toLowerCase()}
              </span>
            ) : (
              general.notStored
            ),
        },
        ...zoneColumns,
        {
          head: texts.agreement,
          cell: ({ agreement, differences }) => (
            <span className="row">
              <Badge tone={agreementTones[agreement]}>{agreementWords[agreement]}</Badge>
              {differences.map((kind) => (
                <span key={kind} className="small" title={discrepancyKinds[kind]}>
                  {spaced(kind)}
                </span>
              ))}
            </span>
          ),
        },
      ]}
    />
  );
}

function ZoneValue({ value }: { readonly value: ZoneRow['mrz'] }) {
  if (value === null) return <span className="muted">{general.notStored}</span>;
  return (
    <span className="value">
      {value.value === null ? <span className="muted">{texts.confirmed}</span> : value.value}
      {value.valid === false ? (
        <>
          {' '}
          <Badge tone="bad">{texts.invalid}</Badge>
        </>
      ) : null}
    </span>
  );
}
