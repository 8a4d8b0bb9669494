import { discardPlot } from '#engine/evaluation/report/pairs-plots.js';
import { csvText } from '#engine/evaluation/report/csv-text.js';
import { withBound } from '#engine/evaluation/report/number-words.js';
import type { Report } from '#engine/evaluation/report/report.js';
import type { PictureQuality, QualityEvaluation } from '#engine/evaluation/quality/evaluate-quality.js';
import type { ComponentFigures } from '#engine/evaluation/quality/quality-figures.js';

export interface QualityReportInput {
  readonly evaluation: QualityEvaluation;
  readonly scores: readonly PictureQuality[];
  /** Hexadecimal SHA-256; labels: null without pairs. */
  readonly data: { readonly files: string; readonly labels: string | null };
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

const protocol = [
  'Stored pictures; of each the largest face is measured by every component of face image quality (ISO/IEC 29794-5). Native values are those of the measure, before they are mapped to 0–100.',
  'Flagged is what lies beyond the shipped limits. Of pictures that are known to be good, that is the share of false alarms. Beside it stands the share flagged by limits that were each set without the picture they judge.',
  'Error versus discard (ISO/IEC 29794-1): pictures are discarded from the worst unified quality on; thresholds are fixed before.',
] as const;

/** The report of face image quality; a pure function of its arguments. */
export function qualityReport({ evaluation, scores, data, madeAt }: QualityReportInput): Report {
  const { pictures, withoutFace, components, discard, discardPictures } = evaluation;
  const plot = discardPlot({ discard });
  return {
    kind: 'quality',
    title: 'Face image quality',
    madeAt,
    sections: [
      { title: 'How this was measured', level: 2, paragraphs: protocol },
      {
        title: 'Pictures',
        level: 2,
        facts: [
          ['Assessed', String(pictures)],
          ['Without a face, or not readable', String(withoutFace.length)],
          ['Pictures, sha256 of their digests', data.files],
          ...(data.labels === null ? [] : ([['Pairs, sha256', data.labels]] as const)),
        ],
        tables: [
          {
            caption: 'Components',
            head: [
              'Component',
              'Native: least, 5 %, median, 95 %, most',
              'Flagged',
              'Flagged by others’ limits',
              'Not assessed',
            ],
            rows: Object.entries(components).map(([name, own]) => [
              name,
              distribution(own),
              withBound(own.flagged),
              withBound(own.flaggedByOthersLimits),
              String(own.notAssessed),
            ]),
          },
        ],
      },
      ...(plot === null
        ? []
        : [
            {
              title: 'Discarding the worst',
              level: 2 as const,
              plots: [plot],
              tables: [
                {
                  caption: `False non-matches after the worst of ${discardPictures} pictures are discarded`,
                  head: ['Discarded', ...discard.map(({ name }) => name)],
                  rows: discard[0]!.points.map(({ discarded }, i) => [
                    `${Math.round(discarded * 100)} %`,
                    ...discard.map(({ points }) => withBound(points[i]!.falseNonMatches)),
                  ]),
                },
              ],
            },
          ]),
    ],
    figures: { ...evaluation, data },
    files: [
      {
        name: 'scores.csv',
        content: csvText([
          ['file', 'component', 'native', 'scalar', 'fine'],
          ...scores.flatMap(({ file, quality }) =>
            Object.entries(quality).map(([component, { native, scalar, fine }]) => [
              file,
              component,
              native,
              scalar,
              fine ? 1 : 0,
            ]),
          ),
        ]),
      },
    ],
  };
}

const distribution = ({ native: { least, p5, median, p95, most } }: ComponentFigures): string =>
  [least, p5, median, p95, most].map((value) => String(Number(value.toPrecision(3)))).join(', ');
