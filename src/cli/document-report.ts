import { twoColumns } from '#cli/terminal.js';
import type { DocumentEvaluation } from '#engine/evaluation/documents.js';

/** The figures of `evaluate documents` for a terminal. */
export function documentReport({ mrz, visualZone, failures, medianMs }: DocumentEvaluation): string {
  const of = (k: number, n: number): string => `${k} of ${n}`;
  const rows: (readonly [string, string])[] = [
    ['MRZ found', of(mrz.found, mrz.labelled)],
    ['MRZ exact', of(mrz.exact, mrz.labelled)],
    ['data lines exact', of(mrz.dataLinesExact, mrz.labelled)],
    ['accepted, but wrong', String(mrz.acceptedWrong)],
    ['wrong check digits refused', String(mrz.refusedInvalid)],
    ['claimed where there is none', String(mrz.claimedWhereNone)],
    ['visual zone exact', of(visualZone.exact, visualZone.values)],
    [
      'visual zone character error rate',
      visualZone.characterErrorRate === null ? 'no values' : visualZone.characterErrorRate.toFixed(3),
    ],
    ['median time', `${Math.round(medianMs ?? 0)} ms`],
    ...Object.entries(failures).map(([code, count]): readonly [string, string] => [`failed: ${code}`, String(count)]),
  ];
  return twoColumns(rows, '');
}
