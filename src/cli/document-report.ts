import { twoColumns } from '#cli/terminal.js';
import type { DocumentFigures, MrzFigures, VisualZoneFigures } from '#engine/evaluation/documents/figures.js';
import type { SuccessShare } from '#engine/evaluation/success-share.js';

type Row = readonly [name: string, value: string];

/** The figures of `evaluate documents` for a terminal; what the labels do not tell is left out. */
export function documentReport(figures: DocumentFigures): string {
  const { quad, portrait, type, scenes, failures, readableMrz, readableVisualZone } = figures;
  const rows: Row[] = [
    ['pictures', String(figures.pictures)],
    ...mrzRows('MRZ', figures.mrz),
    ['claimed where there is none', String(figures.mrz.claimedWhereNone)],
    ...(readableMrz === null ? [] : mrzRows('readable MRZ', readableMrz)),
    ...Object.entries(scenes).map(([kind, right]): Row => [`told as ${sceneWords[kind] ?? kind}`, share(right)]),
    ...(quad.meanOverlap === null
      ? []
      : ([
          ['corners, mean overlap', quad.meanOverlap.toFixed(3)],
          ['corners, overlap at least .75', share(quad.atLeast75)],
          ['upright', share(quad.upright)],
        ] satisfies Row[])),
    ...(portrait.found.total === 0
      ? []
      : ([
          ['portrait found', share(portrait.found)],
          ['portrait, mean overlap', (portrait.meanOverlap ?? 0).toFixed(3)],
          ['portrait claimed where there is none', String(portrait.claimedWhereNone)],
        ] satisfies Row[])),
    ...(type.total === 0 ? [] : ([['type right', share(type)]] satisfies Row[])),
    ...visualZoneRows('visual zone', figures.visualZone),
    ...(readableVisualZone === null ? [] : visualZoneRows('readable visual zone', readableVisualZone)),
    ['median time', `${Math.round(figures.medianMs ?? 0)} ms`],
    ['time of 90 %', `${Math.round(figures.p90Ms ?? 0)} ms`],
    ...Object.entries(failures).map(([code, count]): Row => [`failed: ${code}`, String(count)]),
  ];
  return twoColumns(rows, '');
}

const sceneWords: Readonly<Record<string, string>> = {
  one: 'one document',
  two: 'two documents',
  'both-sides': 'several: both sides of a card',
  none: 'no document: an empty table',
  text: 'no document: other paper',
};

const of = (count: number, total: number): string => `${count} of ${total}`;

function share({ count, total, rate, lower95 }: SuccessShare): string {
  if (rate === null || lower95 === null) return of(count, total);
  return `${of(count, total)}, ${(rate * 100).toFixed(1)} %, at least ${(lower95 * 100).toFixed(1)} %`;
}

function mrzRows(name: string, mrz: MrzFigures): Row[] {
  const { upper95 } = mrz.acceptedWrongShare;
  const bound = upper95 === null ? '' : `, at most ${(upper95 * 100).toFixed(2)} %`;
  return [
    [`${name} found`, of(mrz.found, mrz.labelled)],
    [`${name} exact`, share(mrz.exactShare)],
    [`${name}: data lines exact`, of(mrz.dataLinesExact, mrz.labelled)],
    [`${name} accepted`, of(mrz.accepted, mrz.labelled)],
    [`${name} accepted, but wrong`, `${of(mrz.acceptedWrong, mrz.labelled)}${bound}`],
    [`${name}: wrong check digits refused`, String(mrz.refusedInvalid)],
  ];
}

function visualZoneRows(name: string, zone: VisualZoneFigures): Row[] {
  if (zone.values === 0) return [[name, 'no values']];
  return [
    [`${name} exact`, share(zone.exactShare)],
    [`${name} exact, diacritics apart`, share(zone.exactFoldedShare)],
    [`${name}: character error rate`, (zone.characterErrorRate ?? 0).toFixed(4)],
    ...(zone.diacritics.total === 0 ? [] : ([[`${name}: diacritics right`, share(zone.diacritics)]] satisfies Row[])),
    ...(zone.inRightField.total === 0
      ? []
      : ([[`${name}: in the right field`, share(zone.inRightField)]] satisfies Row[])),
  ];
}
