import { Axes } from '#web/dashboard/charts/axes.js';
import { niceScale } from '#web/dashboard/charts/nice-scale.js';
import { PointedValues, usePointed } from '#web/dashboard/charts/pointed.js';
import { plot, type ChartPoint, type ChartProps } from '#web/dashboard/charts/series.js';
import { useWidth } from '#web/dashboard/charts/use-width.js';

/** Values over time; where nothing was measured the line has a gap. `most`: the top of the axis, where it is known. */
export function Lines({ points, series, format, timeOf, markOf, most }: ChartProps & { readonly most?: number }) {
  const [frame, width] = useWidth<HTMLDivElement>(600);
  const { pointed, handlers } = usePointed(points.length, width);
  const largest = Math.max(0, ...points.flatMap(({ values }) => series.map(({ key }) => values[key] ?? 0)));
  const { top, marks } = niceScale(most ?? largest);
  const inner = plot.height - plot.top - plot.bottom;
  const step = (width - plot.left - plot.right) / Math.max(1, points.length);
  const yOf = (value: number): number => plot.top + inner * (1 - value / top);
  const xOf = (index: number): number => plot.left + step * (index + 0.5);
  const point = pointed === null ? undefined : points[pointed];
  return (
    <div className="plot" ref={frame}>
      <svg width={width} height={plot.height} aria-hidden="true" {...handlers}>
        <Axes {...{ width, marks, yOf, xOf, points, format, markOf }} />
        {pointed === null ? null : (
          <line className="pointer" x1={xOf(pointed)} x2={xOf(pointed)} y1={plot.top} y2={plot.top + inner} />
        )}
        {series.map(({ key, tone }) => (
          <g key={key} className={`line ${tone}`}>
            {runsOf(points, key).map((run) =>
              run.length === 1 ? (
                <circle key={run[0]!.index} cx={xOf(run[0]!.index)} cy={yOf(run[0]!.value)} r={2.5} />
              ) : (
                <polyline
                  key={run[0]!.index}
                  points={run.map(({ index, value }) => `${xOf(index)},${yOf(value)}`).join(' ')}
                />
              ),
            )}
          </g>
        ))}
      </svg>
      {point === undefined || pointed === null ? null : (
        <PointedValues {...{ point, width, series, format, timeOf }} x={xOf(pointed)} />
      )}
    </div>
  );
}

/** Neighbouring points that have a value; no run is empty. */
function runsOf(points: readonly ChartPoint[], key: string): { readonly index: number; readonly value: number }[][] {
  const runs: { index: number; value: number }[][] = [];
  let open: { index: number; value: number }[] | null = null;
  for (const [index, { values }] of points.entries()) {
    const value = values[key] ?? null;
    if (value === null) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [];
      runs.push(open);
    }
    open.push({ index, value });
  }
  return runs;
}
