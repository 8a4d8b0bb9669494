import type { Differential } from '#engine/evaluation/pairs/compare-groups.js';
import type { GroupsAtThreshold } from '#engine/evaluation/pairs/pair-figures.js';
import { scoreText, withBound } from '#engine/evaluation/report/number-words.js';
import type { ReportTable } from '#engine/evaluation/report/report.js';

/** Rates of every group at one threshold, and what can be said of the worst against the best. */
export function groupTables({ name, threshold, rates, fmr, fnmr }: GroupsAtThreshold): {
  readonly words: readonly string[];
  readonly table: ReportTable;
} {
  const where = `At the ${name === 'shipped threshold' ? 'threshold in use' : `threshold of ${name}`}, ${scoreText(threshold)}`;
  return {
    words: [`${where}: ${words('FMR', fmr)}; ${words('FNMR', fnmr)}.`],
    table: {
      caption: `${where}; a group that is too small allows no statement on it`,
      head: ['Group', 'FMR', 'FNMR'],
      rows: rates.map(({ group, falseMatches, falseNonMatches, fmrTooSmall, fnmrTooSmall }) => [
        group,
        withSize(withBound(falseMatches), fmrTooSmall),
        withSize(withBound(falseNonMatches), fnmrTooSmall),
      ]),
    },
  };
}

const withSize = (rate: string, tooSmall: string | null): string => (tooSmall === null ? rate : `${rate}; ${tooSmall}`);

function words(rate: string, differential: Differential): string {
  if ('notKnown' in differential) return `the ratio of ${rate} is not known (${differential.notKnown})`;
  const { worst, best, ratio, ratioAtLeast } = differential;
  const times = ratio === null ? 'not finite, as the best has no error' : `${ratio.toFixed(1)}`;
  const bound = ratioAtLeast > 1 ? `at least ${ratioAtLeast.toFixed(1)}` : 'a difference is not shown';
  return `${rate} of ${worst} (worst) to ${best} (best): ${times} (95 %: ${bound})`;
}
