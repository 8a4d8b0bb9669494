import type { Overview } from '#contract/dashboard/overview.js';
import { ChartCard } from '#web/dashboard/charts/chart-card.js';
import { Lines } from '#web/dashboard/charts/lines.js';
import type { ChartPoint, Series } from '#web/dashboard/charts/series.js';
import { StackedBars } from '#web/dashboard/charts/stacked-bars.js';
import {
  countOf,
  durationOf,
  hourFormat,
  percentOf,
  shortDayFormat,
  utcDayFormat,
  utcShortDayFormat,
} from '#web/dashboard/texts/formats.js';
import { overviewTexts as texts } from '#web/dashboard/texts/overview.js';

const daySeconds = 86_400;

const outcomes: readonly Series[] = [
  { key: 'match', label: texts.matched, tone: 'match' },
  { key: 'review', label: texts.toReview, tone: 'review' },
  { key: 'noMatch', label: texts.unmatched, tone: 'no-match' },
  { key: 'failed', label: texts.failed, tone: 'failed' },
  { key: 'other', label: texts.other, tone: 'other' },
];

/** What happened over time. */
export function OverviewCharts({ overview }: { readonly overview: Overview }) {
  const whole = overview.bucketSeconds >= daySeconds;
  const long = overview.points.length * overview.bucketSeconds > 2 * daySeconds;
  const times = {
    timeOf: (at: string) => (whole ? utcDayFormat : hourFormat).format(new Date(at)),
    markOf: (at: string) => (whole ? utcShortDayFormat : long ? shortDayFormat : clock).format(new Date(at)),
  };
  return (
    <>
      <ChartCard
        title={texts.volumes}
        summary={texts.volumesSummary(countOf(overview.totals.total), whole)}
        chart={{
          points: overview.points.map(({ at, match, review, noMatch, failed, other }) => ({
            at,
            values: { match, review, noMatch, failed, other },
          })),
          series: outcomes,
          format: countOf,
          ...times,
        }}
        draw={(chart) => <StackedBars {...chart} />}
      />
      <div className="columns">
        <ChartCard
          title={texts.rates}
          summary={texts.ratesSummary}
          chart={{ points: overview.points.map(toRates), series: outcomes.slice(0, 3), format: percentOf, ...times }}
          draw={(chart) => <Lines {...chart} most={1} />}
        />
        <ChartCard
          title={texts.latency}
          summary={overview.totals.medianMs === null ? '' : texts.latencySummary(durationOf(overview.totals.medianMs))}
          chart={{
            points: overview.points.map(({ at, medianMs }) => ({ at, values: { medianMs } })),
            series: [{ key: 'medianMs', label: texts.median, tone: 'accent' }],
            format: durationOf,
            ...times,
          }}
          draw={(chart) => <Lines {...chart} />}
        />
      </div>
    </>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function toRates({ at, match, review, noMatch }: Overview['points'][number]): ChartPoint {
  const decided = match + review + noMatch;
  const share = (count: number): number | null => (decided === 0 ? null : count / decided);
  return { at, values: { match: share(match), review: share(review), noMatch: share(noMatch) } };
}
