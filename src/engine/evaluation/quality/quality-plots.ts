import { linePlot } from '#engine/evaluation/plot/line-plot.js';
import type { DiscardCurve } from '#engine/evaluation/quality/discard-curve.js';
import { judgeSweep, type SweepSeries } from '#engine/evaluation/quality/run-sweep.js';
import { percentileOf } from '#engine/quality/pixel-statistics.js';
import { judge, qualityThresholds } from '#engine/quality/thresholds.js';

/** A file to write; text of its own form. */
export interface PlotFile {
  readonly name: string;
  readonly content: string;
}

/** What the plots are made of. */
export interface QualityPlots {
  readonly series: readonly SweepSeries[];
  /** What the spoilt pictures are called. */
  readonly subjects: string;
  /** Empty without pairs. */
  readonly discard: readonly DiscardCurve[];
  readonly discardPictures: number;
}

/** One plot for each component of each sweep, one of the discard curves, and the tables of them all. */
export function qualityPlots({ series, subjects, discard, discardPictures }: QualityPlots): PlotFile[] {
  return [
    ...series.map((own): PlotFile => ({ name: plotName(own), content: sweepPlot(own, subjects) })),
    ...(discard.length === 0 ? [] : [discardPlot(discard, discardPictures)]),
    {
      name: 'README.md',
      content: [sweepTable(series, subjects), ...discardTable(discard, discardPictures)].join('\n'),
    },
  ];
}

const plotName = ({ sweep, component }: SweepSeries): string => `${sweep.id}-${component}.svg`;

/** The scalar (mean, and the middle 80 % of the faces) and how many are flagged, level by level. */
function sweepPlot({ sweep, component, rows }: SweepSeries, subjects: string): string {
  const judged = sweep.levels.map((_, level) => rows.map((row) => judge(row[level]!, qualityThresholds[component])));
  const scalars = judged.map((components) => Float64Array.from(components, ({ scalar }) => scalar).sort());
  return linePlot({
    title: component,
    subtitle: `${rows.length} faces: ${subjects}`,
    xLabel: sweep.axis,
    yLabel: 'scalar; % of the faces',
    xs: sweep.levels,
    yRange: { from: 0, to: 100 },
    lines: [
      {
        label: 'scalar, mean',
        values: scalars.map((sorted) => sorted.reduce((sum, value) => sum + value, 0) / sorted.length),
        band: scalars.map((sorted) => ({ from: percentileOf(sorted, 0.1), to: percentileOf(sorted, 0.9) })),
      },
      { label: 'flagged', values: judged.map((components) => flaggedShare(components)), dashed: true },
    ],
  });
}

const flaggedShare = (components: readonly { readonly fine: boolean }[]): number =>
  (100 * components.filter(({ fine }) => !fine).length) / components.length;

function sweepTable(series: readonly SweepSeries[], subjects: string): string {
  const rows = series.map((own) => {
    const { means, monotone, followed, total } = judgeSweep(own);
    const limits = qualityThresholds[own.component];
    const flagged = own.sweep.levels.map(
      (_, level) => own.rows.filter((row) => !judge(row[level]!, limits).fine).length,
    );
    return [
      `[\`${own.component}\`](${plotName(own)})`,
      own.sweep.axis,
      own.sweep.levels.join(', '),
      means.map((mean) => Number(mean.toPrecision(3))).join(', '),
      `${own.direction}${monotone ? '' : ': **not at every step**'}`,
      `${followed} of ${total}`,
      flagged.join(', '),
    ];
  });
  const header = ['Component', 'What is changed', 'Levels', 'Native, mean', 'Direction', 'Followed', 'Flagged'];
  return [
    '# Quality sweeps',
    '',
    `Written by \`bonafide evaluate quality --plots\`. Pictures: ${subjects}.`,
    '',
    'Pictures are spoilt by a known amount; the table says what each component made of it: the mean native value at every level,',
    'how many faces moved the right way from the first level to the last, how many were flagged at each. The plots show the scalar',
    '(mean, and the middle 80 % of the faces) and the share flagged.',
    '',
    ...alignedTable([header, ...rows]),
    '',
  ].join('\n');
}

/** Nothing without pairs. */
function discardTable(curves: readonly DiscardCurve[], pictures: number): string[] {
  const [first] = curves;
  if (first === undefined) return [];
  const rows = first.points.map(({ discarded }, i) => [
    `${Math.round(100 * discarded)} %`,
    ...curves.map(({ points }) => `${points[i]!.falseNonMatches.count} of ${points[i]!.falseNonMatches.total}`),
  ]);
  return [
    '## Discarding the worst',
    '',
    `False non-matches once the worst of ${pictures} pictures by \`unifiedQualityScore\` are discarded ([plot](discard.svg)); the`,
    'thresholds were fixed on all pairs.',
    '',
    ...alignedTable([['Discarded', ...curves.map(({ name }) => name)], ...rows]),
    '',
  ];
}

/** A Markdown table with columns of equal width, the first row its header. */
function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(rows[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)];
}

/** How the false non-match rate falls as the worst pictures go. */
function discardPlot(curves: readonly DiscardCurve[], pictures: number): PlotFile {
  const rates = (curve: DiscardCurve): number[] =>
    curve.points.map(({ falseNonMatches }) => 100 * (falseNonMatches.rate ?? 0));
  const most = Math.max(...curves.flatMap(rates));
  return {
    name: 'discard.svg',
    content: linePlot({
      title: 'Error versus discard, by unifiedQualityScore',
      subtitle: `${pictures} pictures; thresholds fixed before anything is discarded`,
      xLabel: '% of the pictures discarded, worst first',
      yLabel: 'false non-matches, %',
      xs: curves[0]!.points.map(({ discarded }) => 100 * discarded),
      yRange: { from: 0, to: Math.max(10, Math.ceil(most / 10) * 10) },
      lines: curves.map((curve) => ({ label: curve.name, values: rates(curve) })),
    }),
  };
}
