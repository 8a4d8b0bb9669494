import { twoColumns } from '#cli/terminal.js';
import type { PairEvaluation, WantedRate } from '#engine/evaluation/pair-evaluation.js';
import { percent, withBound } from '#engine/evaluation/report/number-words.js';
import type { Proportion } from '#engine/evaluation/proportion.js';

/** The figures of `evaluate pairs` for a terminal. */
export function pairReport(evaluation: PairEvaluation): string {
  const { pairs, failuresToAcquire, failedFiles, pairsLost, auc, eer, shipped, outOfFold, groups } = evaluation;
  const overall: Row[] = [
    ['pairs', `${pairs.genuine} of one person, ${pairs.impostor} of two`],
    ['pictures without a face', `${failuresToAcquire} (${pairsLost.genuine + pairsLost.impostor} pairs lost)`],
    ...failedFiles.map((file): Row => ['', file]),
    ['area under the curve', auc === null ? 'not known' : auc.toFixed(5)],
    ['equal error rate', eer === null ? 'not known' : percent(eer)],
    ...rateRows(evaluation.fnmrAtFmrDetails),
  ];
  const { counts } = shipped;
  const decides = Number.isFinite(shipped.threshold);
  const atThreshold: Row[] = [
    ['false matches', withBound(counts.falseMatches)],
    ['false non-matches', withBound(counts.falseNonMatches)],
    [
      `in the review band from ${shipped.reviewFrom}`,
      `${counts.inReviewBand.genuine} of one person, ${counts.inReviewBand.impostor} of two`,
    ],
  ];
  const sections = [
    ['comparison', overall],
    decides
      ? ([`at the shipped threshold, score ${shipped.threshold}`, atThreshold] as const)
      : ([noThreshold, [['', 'to calibrate it: docs/models.md']]] as const),
    [
      `thresholds tested on other people than they were chosen on (${outOfFold.identities} people, ${outOfFold.folds} folds)`,
      [
        ...rateRows(outOfFold.rates),
        ['lowest hundredth without a false match', errorWords(outOfFold.strictest)] as const,
      ],
    ],
    [
      'groups at the shipped threshold',
      Object.entries(decides ? groups : {}).map(
        ([
          name,
          {
            counts: { falseMatches, falseNonMatches },
          },
        ]): Row => [name, `false matches ${withBound(falseMatches)}, false non-matches ${withBound(falseNonMatches)}`],
      ),
    ],
  ] as const;
  return sections
    .filter(([, rows]) => rows.length > 0)
    .map(([title, rows]) => `${title}\n${twoColumns(rows)}`)
    .join('\n\n');
}

const noThreshold = 'no threshold: this recogniser has no operating points, and nothing is a match';

type Row = readonly [string, string];

type Errors =
  { readonly falseMatches: Proportion; readonly falseNonMatches: Proportion } | { readonly notKnown: string };

function rateRows(rates: Readonly<Record<WantedRate, Errors>>): Row[] {
  return Object.entries(rates).map(([name, errors]) => [`FNMR at FMR ${name}`, errorWords(errors)]);
}

const errorWords = (errors: Errors): string =>
  'notKnown' in errors
    ? `not known: ${errors.notKnown}`
    : `${withBound(errors.falseNonMatches)}; false matches ${withBound(errors.falseMatches)}`;
