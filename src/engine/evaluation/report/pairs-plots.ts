import type { DetPoint } from '#engine/evaluation/pairs/det-curve.js';
import type { PairFigures } from '#engine/evaluation/pairs/pair-figures.js';
import { xyPlot, type PlotSeries } from '#engine/evaluation/plot/xy-plot.js';
import { percent, scoreText } from '#engine/evaluation/report/number-words.js';
import type { ReportPlot } from '#engine/evaluation/report/report.js';
import { rateAxis, scoreAxis, shareAxis } from '#engine/evaluation/report/plot-axes.js';

/** The detection error trade-off of several sets in one plot; the threshold in use is marked with its bounds. Null without a curve. */
export function detPlot(sets: readonly Pick<PairFigures, 'name' | 'det' | 'shipped'>[]): ReportPlot | null {
  const curves = sets.filter(({ det }) => det.length > 0);
  if (curves.length === 0) return null;
  const upper = { fmr: 'fmrUpper95', fnmr: 'fnmrUpper95' } as const;
  const rates = (rate: 'fmr' | 'fnmr') =>
    curves.flatMap(({ det, shipped }) => [...det.map((point) => point[rate]), shipped[upper[rate]]]);
  const most = (rate: 'fmr' | 'fnmr') => Math.max(...curves.map(({ shipped }) => shipped[upper[rate]] ?? 0));
  const series = curves.flatMap(({ name, det, shipped }, index): PlotSeries[] => [
    {
      kind: 'line',
      label: det.some(hasBothErrors) ? name : `${name}: no threshold has errors of both kinds`,
      tone: index + 1,
      points: det.filter(hasBothErrors).map(({ fmr, fnmr }) => ({ x: fmr, y: fnmr })),
    },
    ...(Number.isFinite(shipped.threshold) ? [mark(shipped, index)] : []),
  ]);
  const title = 'Detection error trade-off';
  return {
    title,
    svg: xyPlot({
      title,
      description: series.flatMap((own) => (own.kind === 'mark' ? [own.label] : [])).join('; '),
      x: rateAxis('false match rate', rates('fmr'), most('fmr')),
      y: rateAxis('false non-match rate', rates('fnmr'), most('fnmr')),
      series,
    }),
    caption:
      'Both axes in normal deviates. Lower and further left is better. The dot is the threshold in use; its bars reach to the 95 % bounds. A rate of 0 lies on the edge.',
  };
}

/** The threshold in use with its bounds. */
const mark = (shipped: PairFigures['shipped'], index: number): PlotSeries => ({
  kind: 'mark',
  tone: index + 1,
  label: `threshold in use: FMR ${rateWords(shipped.fmr, shipped.fmrUpper95)}, FNMR ${rateWords(shipped.fnmr, shipped.fnmrUpper95)}`,
  at: { x: shipped.fmr ?? 0, y: shipped.fnmr ?? 0 },
  upTo: { x: shipped.fmrUpper95, y: shipped.fnmrUpper95 },
});

/** What has a place on axes without 0 and 1. */
const hasBothErrors = ({ fmr, fnmr }: DetPoint): boolean => fmr > 0 && fnmr > 0 && fmr < 1 && fnmr < 1;

const rateWords = (rate: number | null, upper: number | null): string =>
  rate === null || upper === null ? 'not measured' : `${percent(rate)} (≤ ${percent(upper)})`;

/** Scores of mated and non-mated comparisons. Null without scores. */
export function histogramPlot({
  histogram,
  shipped,
  pairs,
}: Pick<PairFigures, 'histogram' | 'shipped' | 'pairs'>): ReportPlot | null {
  if (histogram === null) return null;
  const { from, width, mated, nonMated } = histogram;
  const shares = (counts: readonly number[], total: number) =>
    counts.map((count, i) => ({ x: from + i * width, y: total === 0 ? 0 : count / total }));
  const columns = [shares(nonMated, pairs.impostor), shares(mated, pairs.genuine)] as const;
  const most = Math.max(...columns.flatMap((own) => own.map(({ y }) => y)));
  const title = 'Scores';
  return {
    title,
    svg: xyPlot({
      title,
      description: `Histograms of ${pairs.impostor} non-mated and ${pairs.genuine} mated comparisons; threshold ${shipped.threshold}`,
      x: scoreAxis('comparison score', from, from + width * mated.length),
      y: shareAxis('share of the comparisons', most),
      series: [
        { kind: 'columns', label: `non-mated, ${pairs.impostor} comparisons`, points: columns[0], width },
        { kind: 'columns', label: `mated, ${pairs.genuine} comparisons`, points: columns[1], width },
      ],
      rules: [
        { at: shipped.reviewFrom, label: '' },
        { at: shipped.threshold, label: `threshold ${scoreText(shipped.threshold)}` },
      ].filter(({ at }) => Number.isFinite(at)),
    }),
    caption: `Each kind as shares of its own number. Dashed: where review begins (${shipped.reviewFrom}) and the threshold (${shipped.threshold}).`,
  };
}

/** False non-matches as the worst pictures go (ISO/IEC 29794-1). Null where quality was not measured. */
export function discardPlot({ discard }: Pick<PairFigures, 'discard'>): ReportPlot | null {
  if (discard.length === 0) return null;
  const rates = discard.map(({ points }) => points.map(({ falseNonMatches }) => falseNonMatches.rate ?? 0));
  const title = 'Error versus discard';
  return {
    title,
    svg: xyPlot({
      title,
      description: discard
        .map(({ name }, i) => `${name}: from ${percent(rates[i]![0]!)} to ${percent(rates[i]!.at(-1)!)}`)
        .join('; '),
      x: {
        label: 'pictures discarded, worst quality first',
        from: 0,
        to: 0.3,
        ticks: [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3].map((at) => ({ at, text: percent(at) })),
      },
      y: shareAxis('false non-match rate', Math.max(0.01, ...rates.flat())),
      series: discard.map(({ name, points }, i) => ({
        kind: 'line',
        label: name,
        points: points.map(({ discarded }, k) => ({ x: discarded, y: rates[i]![k]! })),
        dots: true,
      })),
    }),
    caption:
      'Pictures are discarded by the unified quality score, with every pair that they take part in; the thresholds were fixed before. A line that falls shows that the quality knows something of recognition.',
  };
}
