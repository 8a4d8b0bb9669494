import { Axes } from '#web/dashboard/charts/axes.js';
import { niceScale } from '#web/dashboard/charts/nice-scale.js';
import { PointedValues, usePointed } from '#web/dashboard/charts/pointed.js';
import { plot, type ChartProps } from '#web/dashboard/charts/series.js';
import { useWidth } from '#web/dashboard/charts/use-width.js';

/** Counts over time, the series on top of each other. */
export function StackedBars({ points, series, format, timeOf, markOf }: ChartProps) {
  const [frame, width] = useWidth<HTMLDivElement>(600);
  const { pointed, handlers } = usePointed(points.length, width);
  const sums = points.map(({ values }) => series.reduce((sum, { key }) => sum + (values[key] ?? 0), 0));
  const { top, marks } = niceScale(Math.max(0, ...sums), { whole: true });
  const inner = plot.height - plot.top - plot.bottom;
  const step = (width - plot.left - plot.right) / Math.max(1, points.length);
  const bar = Math.max(1, Math.min(32, step * 0.72));
  const yOf = (value: number): number => plot.top + inner * (1 - value / top);
  const xOf = (index: number): number => plot.left + step * (index + 0.5);
  const point = pointed === null ? undefined : points[pointed];
  return (
    <div className="plot" ref={frame}>
      <svg width={width} height={plot.height} aria-hidden="true" {...handlers}>
        {pointed === null ? null : (
          <rect className="marked" x={xOf(pointed) - step / 2} y={plot.top} width={step} height={inner} />
        )}
        <Axes {...{ width, marks, yOf, xOf, points, format, markOf }} />
        {points.map(({ at, values }, index) => {
          let below = 0;
          return (
            <g key={at}>
              {series.map(({ key, tone }) => {
                const value = values[key] ?? 0;
                if (value === 0) return null;
                const y = yOf(below + value);
                const height = yOf(below) - y;
                below += value;
                return (
                  <rect
                    key={key}
                    className={`bar ${tone}`}
                    x={xOf(index) - bar / 2}
                    y={y}
                    width={bar}
                    height={Math.max(1, height - 1)}
                  />
                );
              })}
            </g>
          );
        })}
      </svg>
      {point === undefined || pointed === null ? null : (
        <PointedValues {...{ point, width, series, format, timeOf }} x={xOf(pointed)} />
      )}
    </div>
  );
}
