import { percent, withBound } from '#engine/evaluation/report/number-words.js';
import { twoColumns } from '#cli/terminal.js';
import type { SearchErrors, SearchEvaluation } from '#engine/evaluation/evaluate-search.js';

/** The figures of `evaluate search` for a terminal. */
export function searchReport(evaluation: SearchEvaluation): string {
  const { people, failuresToAcquire, gallery, wantedFpir, supported, expectedFpir, highestStranger } = evaluation;
  const overall: [string, string][] = [
    ['people', `${people}, one picture of each enrolled; strangers are searched among ${gallery}`],
    ['pictures without a face', String(failuresToAcquire)],
    ['wanted false positives', wantedFpir === null ? 'as comparisons give' : percent(wantedFpir)],
    [
      'false positives to expect',
      supported && expectedFpir !== null
        ? percent(expectedFpir)
        : 'not known: the recogniser was measured at no such threshold',
    ],
    ['highest score of a stranger', highestStranger === null ? 'none searched' : highestStranger.toFixed(3)],
  ];
  return [
    `search\n${twoColumns(overall)}`,
    errors('at the threshold of such a search', evaluation.atSearchThreshold),
    errors('at the threshold of comparisons', evaluation.atComparisonThreshold),
  ].join('\n\n');
}

function errors(title: string, { threshold, falsePositives, falseNegatives }: SearchErrors): string {
  const rows: [string, string][] = [
    ['strangers who found somebody', withBound(falsePositives)],
    ['enrolled people not found first', withBound(falseNegatives)],
  ];
  return `${title}, score ${threshold.toFixed(3)}\n${twoColumns(rows)}`;
}
