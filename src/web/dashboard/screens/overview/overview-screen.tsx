import type { Overview } from '#contract/dashboard/overview.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { OverviewCharts } from '#web/dashboard/screens/overview/overview-charts.js';
import { OverviewLists } from '#web/dashboard/screens/overview/overview-lists.js';
import { OverviewTiles } from '#web/dashboard/screens/overview/overview-tiles.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { overviewTexts as texts } from '#web/dashboard/texts/overview.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Segments } from '#web/dashboard/ui/segments.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';

const spans = ['day', 'week', 'month', 'quarter'] as const;
type Span = (typeof spans)[number];
const freshEveryMs = 60_000;

/** How much was verified, how it ended, how long it took, and whether receivers hear of it. */
export function OverviewScreen() {
  const owner = useOwner();
  const { filters, set } = useFilters(['span']);
  const span: Span = spans.find((each) => each === filters.span) ?? 'week';
  const loaded = useAnswer('overview', { path: owner.path, query: { span } }, { everyMs: freshEveryMs });
  return (
    <>
      <PageHead
        title={texts.title}
        about={owner.application.name}
        actions={
          <Segments
            label={texts.span}
            value={span}
            options={spans.map((value) => ({ value, label: texts.spans[value] }))}
            onChange={(value) => set({ span: value })}
          />
        }
      />
      <Shown loaded={loaded} lines={8}>
        {(overview) => <Content overview={overview} />}
      </Shown>
    </>
  );
}

function Content({ overview }: { readonly overview: Overview }) {
  const owner = useOwner();
  return (
    <div className="stack">
      <OverviewTiles overview={overview} />
      {overview.totals.total === 0 ? (
        <div className="card">
          <Empty icon="overview" title={texts.emptyTitle}>
            <p>{texts.emptyHelp}</p>
            <div className="row">
              {owner.may('admin') ? (
                <Link className="button" to={owner.to('keys')}>
                  {texts.toKeys}
                </Link>
              ) : null}
              {owner.may('reviewer') ? (
                <Link className="button" to={owner.to('sessions')}>
                  {texts.toSessions}
                </Link>
              ) : null}
            </div>
          </Empty>
        </div>
      ) : (
        <OverviewCharts overview={overview} />
      )}
      <OverviewLists overview={overview} />
    </div>
  );
}
