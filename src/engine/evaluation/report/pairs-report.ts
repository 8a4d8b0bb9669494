import type { OperatingPoint } from '#engine/compare/operating-point.js';
import type { ComparedPair } from '#engine/evaluation/evaluate-pairs.js';
import type { OutOfFold } from '#engine/evaluation/out-of-fold.js';
import { pairFigures, type PairDataSet, type PairFigures } from '#engine/evaluation/pairs/pair-figures.js';
import { csvText } from '#engine/evaluation/report/csv-text.js';
import { groupTables } from '#engine/evaluation/report/group-tables.js';
import { percent, scoreText, withBound } from '#engine/evaluation/report/number-words.js';
import { detPlot, discardPlot, histogramPlot } from '#engine/evaluation/report/pairs-plots.js';
import { pairsProtocol } from '#engine/evaluation/report/pairs-protocol.js';
import type { Report, ReportFile, ReportPicture, ReportSection } from '#engine/evaluation/report/report.js';

export interface PairsReportInput {
  readonly sets: readonly PairDataSet[];
  readonly operatingPoint: OperatingPoint;
  /** Digests by name of all that made the templates. */
  readonly models: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  readonly title?: string;
  /** A small copy of a picture as a data URL, where thumbnails are wanted. */
  readonly thumbnail?: (file: string) => string | null;
}

/** The report of one or several sets of pairs; a pure function of its arguments. */
export function pairsReport(input: PairsReportInput): Report & { readonly sets: readonly PairFigures[] } {
  const { operatingPoint, models, madeAt } = input;
  const sets = input.sets.map((set) => pairFigures(set, { operatingPoint, models }));
  const all = sets.length > 1 ? detPlot(sets) : null;
  return {
    kind: 'pairs',
    title: input.title ?? 'Error rates of the face comparison',
    madeAt,
    sections: [
      { title: 'How this was measured', level: 2, paragraphs: pairsProtocol(operatingPoint) },
      ...(all === null ? [] : [{ title: 'All sets', level: 2 as const, plots: [all] }]),
      ...sets.flatMap((set) => setSections(set, input.thumbnail)),
      {
        title: 'What made the templates',
        level: 2,
        facts: Object.entries(models).map(([name, digest]) => [name, `sha256 ${digest}`] as const),
      },
    ],
    figures: { operatingPoint, models, sets },
    files: [scoresFile(input.sets)],
    sets,
  };
}

function setSections(set: PairFigures, thumbnail: PairsReportInput['thumbnail']): ReportSection[] {
  const { name, description, shipped, bootstrap, limits, pairs, pairsLost } = set;
  const plots = [detPlot([set]), histogramPlot(set), discardPlot(set)].filter((plot) => plot !== null);
  const drawnAnew = (rate: 'fmr' | 'fnmr'): string => {
    const bound = bootstrap[rate];
    return bound === null ? 'no error to draw anew' : `at most ${percent(bound.upper95)}`;
  };
  return [
    {
      title: name,
      level: 2,
      ...(description === null ? {} : { paragraphs: [description] }),
      facts: [
        ['Comparisons', `${pairs.genuine} mated, ${pairs.impostor} non-mated`],
        ['Subjects, pictures', `${set.subjects} compared, ${set.pictures}`],
        [
          'Failure to acquire',
          `${withBound(set.failureToAcquire)}; pairs lost: ${pairsLost.genuine} mated, ${pairsLost.impostor} non-mated`,
        ],
        ['Area under the curve', set.auc === null ? 'not known' : set.auc.toFixed(5)],
        ['Equal error rate', set.eer === null ? 'not known' : percent(set.eer)],
        ['Pictures, sha256 of their digests', set.data.pictures],
        ['Labels, sha256', set.data.labels],
      ],
    },
    {
      title: Number.isFinite(shipped.threshold)
        ? `At the threshold in use, ${shipped.threshold}`
        : 'Without a threshold: the recogniser was not calibrated, and nothing is a match',
      level: 3,
      facts: [
        ['False match rate', withBound(shipped.counts.falseMatches)],
        ['… by subject bootstrap', drawnAnew('fmr')],
        [
          '… as the recogniser’s card says',
          set.statedFmr === null ? 'nothing of this threshold' : percent(set.statedFmr),
        ],
        ['False non-match rate', withBound(shipped.counts.falseNonMatches)],
        ['… by subject bootstrap', drawnAnew('fnmr')],
        ['False reject rate', `${withBound(set.falseRejects)}, failures to acquire included`],
        [
          'In the review band',
          `${shipped.counts.inReviewBand.genuine} mated, ${shipped.counts.inReviewBand.impostor} non-mated`,
        ],
      ],
      ...(limits.length === 0 ? {} : { paragraphs: limits.map((limit) => `Too few: ${limit}.`) }),
    },
    { title: 'Curves', level: 3, plots, tables: [detTable(set)] },
    { title: 'Other thresholds', level: 3, tables: [otherThresholds(set)] },
    ...groupSections(set),
    ...worstSections(set, thumbnail),
  ];
}

const detTable = ({ det }: PairFigures) => {
  const step = Math.max(1, Math.ceil(det.length / 40));
  return {
    caption: 'The curve as numbers',
    folded: true as const,
    head: ['Threshold', 'FMR', 'FNMR'],
    rows: det
      .filter((_, i) => i % step === 0 || i === det.length - 1)
      .map(({ threshold, fmr, fnmr }) => [scoreText(threshold), percent(fmr), percent(fnmr)]),
  };
};

function otherThresholds({ outOfFold, fnmrAtFmrDetails }: PairFigures) {
  const row = (name: string, within: string, errors: OutOfFold): string[] => {
    if ('notKnown' in errors) return [name, within, `not known: ${errors.notKnown}`, '', ''];
    const { lowest, highest } = errors.thresholds;
    const thresholds = `${scoreText(lowest)}–${scoreText(highest)}`;
    return [name, within, withBound(errors.falseNonMatches), withBound(errors.falseMatches), thresholds];
  };
  const rows = Object.entries(outOfFold.rates).map(([name, errors]) => {
    const same = fnmrAtFmrDetails[name as keyof typeof fnmrAtFmrDetails]; // the same keys
    return row(name, 'notKnown' in same ? same.notKnown : withBound(same.falseNonMatches), errors);
  });
  rows.push(row('lowest hundredth without a false match among the others', '', outOfFold.strictest));
  return {
    caption: `FNMR at an FMR; out of fold over ${outOfFold.identities} people in ${outOfFold.folds} parts`,
    head: ['FMR', 'FNMR, threshold chosen on these pairs', 'FNMR, out of fold', 'FMR, out of fold', 'Thresholds'],
    rows,
  };
}

const groupSections = ({ groupComparisons }: PairFigures): ReportSection[] =>
  groupComparisons.length === 0
    ? []
    : [
        {
          title: 'By group',
          level: 3,
          paragraphs: groupComparisons.flatMap((comparison) => groupTables(comparison).words),
          tables: groupComparisons.map((comparison) => groupTables(comparison).table),
        },
      ];

function worstSections({ worst }: PairFigures, thumbnail: PairsReportInput['thumbnail']): ReportSection[] {
  const section = (title: string, pairs: readonly ComparedPair[]): ReportSection[] =>
    pairs.length === 0
      ? []
      : [
          {
            title,
            level: 3,
            ...(thumbnail === undefined
              ? {
                  tables: [
                    {
                      caption: title,
                      folded: true,
                      head: ['Score', 'One', 'Other'],
                      rows: pairs.map(({ score, a, b }) => [scoreText(score), a, b]),
                    },
                  ],
                }
              : { pictures: pairs.map((pair) => picturesOf(pair, thumbnail)) }),
          },
        ];
  return [
    ...section('Nearest non-mated comparisons', worst.nonMated),
    ...section('Farthest mated comparisons', worst.mated),
  ];
}

const picturesOf = ({ score, a, b }: ComparedPair, thumbnail: (file: string) => string | null): ReportPicture => ({
  sources: [a, b].flatMap((file) => thumbnail(file) ?? []),
  caption: `${scoreText(score)}: ${a}, ${b}`,
});

/** Every comparison, as `calibrate --scores` takes it too. */
const scoresFile = (sets: readonly PairDataSet[]): ReportFile => ({
  name: 'scores.csv',
  content: csvText([
    ['set', 'a', 'b', 'same', 'group', 'score', 'identity_a', 'identity_b', 'quality_a', 'quality_b'],
    ...sets.flatMap(({ name, scored, qualities }) =>
      scored.map(({ a, b, same, group, score, identityA, identityB }) => [
        name,
        a,
        b,
        same ? 1 : 0,
        group,
        score,
        identityA,
        identityB,
        qualities?.get(a),
        qualities?.get(b),
      ]),
    ),
  ]),
});
