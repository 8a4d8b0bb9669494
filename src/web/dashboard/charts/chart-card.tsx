import { useId, useState, type ReactNode } from 'react';
import type { ChartProps } from '#web/dashboard/charts/series.js';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';

/** A chart with its legend and what it says in a sentence; the same numbers can be seen as a table. */
export function ChartCard({
  title,
  summary,
  chart,
  draw,
}: {
  readonly title: string;
  readonly summary: string;
  readonly chart: ChartProps;
  readonly draw: (chart: ChartProps) => ReactNode;
}) {
  const [table, setTable] = useState(false);
  const id = useId();
  return (
    <figure className="card chart" aria-labelledby={id}>
      <div className="row between">
        <h2 id={id}>{title}</h2>
        <Button kind="plain" aria-pressed={table} onClick={() => setTable(!table)}>
          {general.asTable}
          <span className="unseen">: {title}</span>
        </Button>
      </div>
      <figcaption className="muted">{summary}</figcaption>
      {table ? (
        <div className="chart-table" role="region" aria-labelledby={id} tabIndex={0}>
          <DataTable
            caption={title}
            columns={[
              { head: 'Time', cell: ({ at }) => chart.timeOf(at) },
              ...chart.series.map(({ key, label }) => ({
                head: label,
                kind: 'number' as const,
                cell: ({ values }: (typeof chart.points)[number]) => {
                  const value = values[key] ?? null;
                  return value === null ? general.notStored : chart.format(value);
                },
              })),
            ]}
            rows={chart.points}
            rowKey={({ at }) => at}
          />
        </div>
      ) : (
        <>
          {draw(chart)}
          {chart.series.length < 2 ? null : (
            <ul className="legend-list" aria-hidden="true">
              {chart.series.map(({ key, label, tone }) => (
                <li key={key}>
                  <i className={`swatch ${tone}`} />
                  {label}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </figure>
  );
}
