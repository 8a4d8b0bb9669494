import type { DashboardAnswer } from '#contract/dashboard/calls.js';
import { BarList } from '#web/dashboard/charts/bar-list.js';
import { ChartCard } from '#web/dashboard/charts/chart-card.js';
import { StackedBars } from '#web/dashboard/charts/stacked-bars.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { usageTexts as texts } from '#web/dashboard/texts/administration.js';
import { countOf, utcDayFormat, utcShortDayFormat } from '#web/dashboard/texts/formats.js';
import { operationWords } from '#web/dashboard/texts/words.js';
import { Field } from '#web/dashboard/ui/field.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';

type Row = DashboardAnswer<'usage'>['data'][number];

export function UsageScreen() {
  const owner = useOwner();
  const { filters, set } = useFilters(['from', 'to']);
  const path = { applicationId: owner.application.id };
  const application = useAnswer('application', { path });
  const loaded = useAnswer('usage', {
    path,
    query: {
      ...(filters.from === undefined ? {} : { from: filters.from }),
      ...(filters.to === undefined ? {} : { to: filters.to }),
    },
  });
  const perDay = application.value?.settings.limits.perDay ?? null;
  return (
    <>
      <PageHead title={texts.title} about={texts.about} />
      <div className="filters">
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} label={texts[name]}>
            {(control) => (
              <input
                {...control}
                type="date"
                value={filters[name] ?? ''}
                onChange={(event) => set({ [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <Shown loaded={loaded} lines={8}>
        {({ data, callsToday }) => (
          <div className="stack">
            <dl className="tiles">
              <div className="card tile">
                <dt>{texts.today}</dt>
                <dd>
                  {countOf(callsToday)}
                  {perDay === null ? null : <div className="small muted">{texts.ofLimit(countOf(perDay))}</div>}
                </dd>
              </div>
            </dl>
            {data.length === 0 ? (
              <div className="card">
                <Empty icon="usage" title={texts.emptyTitle}>
                  <p>{texts.emptyHelp}</p>
                </Empty>
              </div>
            ) : (
              <Rows rows={data} />
            )}
          </div>
        )}
      </Shown>
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly Row[] }) {
  const days = [...new Set(rows.map(({ day }) => day))].sort();
  const sum = (of: readonly Row[], what: 'calls' | 'tokens'): number => of.reduce((total, row) => total + row[what], 0);
  const counted = (key: 'operation' | 'keyId') =>
    [...new Set(rows.map((row) => row[key]))]
      .map((value) => ({
        key: value,
        label: key === 'operation' ? (operationWords[value] ?? value) : <code>{value}</code>,
        count: sum(
          rows.filter((row) => row[key] === value),
          'calls',
        ),
      }))
      .sort((one, other) => other.count - one.count);
  return (
    <>
      <ChartCard
        title={texts.perDay}
        summary={texts.summary(countOf(sum(rows, 'calls')), countOf(sum(rows, 'tokens')))}
        chart={{
          points: days.map((day) => {
            const ofDay = rows.filter((row) => row.day === day);
            const calls = (live: boolean): number =>
              sum(
                ofDay.filter(({ livemode }) => livemode === live),
                'calls',
              );
            return { at: `${day}T00:00:00Z`, values: { live: calls(true), test: calls(false) } };
          }),
          series: [
            { key: 'live', label: texts.live, tone: 'accent' },
            { key: 'test', label: texts.test, tone: 'failed' },
          ],
          format: countOf,
          timeOf: (at) => utcDayFormat.format(new Date(at)),
          markOf: (at) => utcShortDayFormat.format(new Date(at)),
        }}
        draw={(chart) => <StackedBars {...chart} />}
      />
      <div className="columns">
        <section className="card">
          <h2>{texts.byOperation}</h2>
          <BarList rows={counted('operation')} />
        </section>
        <section className="card">
          <h2>{texts.byKey}</h2>
          <BarList rows={counted('keyId')} />
        </section>
      </div>
    </>
  );
}
