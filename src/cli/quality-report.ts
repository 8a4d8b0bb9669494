import { percent, withBound } from '#engine/evaluation/report/number-words.js';
import { twoColumns } from '#cli/terminal.js';
import type { ComponentFigures } from '#engine/evaluation/quality/quality-figures.js';
import type { QualityEvaluation } from '#engine/evaluation/quality/evaluate-quality.js';

/** The figures of `evaluate quality` for a terminal. */
export function qualityReport(evaluation: QualityEvaluation): string {
  const { pictures, withoutFace, medianMs, components, discard, discardPictures } = evaluation;
  const overall: Row[] = [
    ['pictures', String(pictures)],
    ['without a face', String(withoutFace.length)],
    ...withoutFace.map((file): Row => ['', file]),
    ['time of all components, median', medianMs === null ? 'not known' : `${medianMs.toFixed(1)} ms`],
  ];
  const entries = Object.entries(components);
  const sections: (readonly [string, readonly Row[]])[] = [
    ['pictures', overall],
    ['native values: least / 5 % / median / 95 % / most', entries.map(([name, own]): Row => [name, distribution(own)])],
    ['flagged', entries.map(([name, { flagged }]): Row => [name, withBound(flagged)])],
    [
      'flagged by limits that were set without the picture',
      entries.map(([name, own]): Row => [name, withBound(own.flaggedByOthersLimits)]),
    ],
    ...discard.map(({ name, threshold, points }): readonly [string, readonly Row[]] => [
      `false non-matches after the worst of ${discardPictures} pictures are discarded, ${name} (score ${short(threshold)})`,
      points.map(({ discarded, falseNonMatches }): Row => [percent(discarded), withBound(falseNonMatches)]),
    ]),
  ];
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${title}\n${twoColumns(rows)}`)
    .join('\n\n');
}

type Row = readonly [string, string];

const short = (value: number): string => String(Number(value.toPrecision(3)));

const distribution = ({ native, notAssessed }: ComponentFigures): string => {
  const { least, p5, median, p95, most } = native;
  const values = [least, p5, median, p95, most].map(short).join(' / ');
  return notAssessed === 0 ? values : `${values}; not assessed ${notAssessed}`;
};
