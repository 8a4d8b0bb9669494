import { plot, type ChartPoint } from '#web/dashboard/charts/series.js';

const labelPixels = 84;

/** Lines and marks of both axes. `xOf`: the middle of a point. */
export function Axes({
  width,
  marks,
  yOf,
  xOf,
  points,
  format,
  markOf,
}: {
  readonly width: number;
  readonly marks: readonly number[];
  readonly yOf: (value: number) => number;
  readonly xOf: (index: number) => number;
  readonly points: readonly ChartPoint[];
  readonly format: (value: number) => string;
  readonly markOf: (at: string) => string;
}) {
  const every = Math.max(1, Math.ceil(points.length / Math.max(2, Math.floor((width - plot.left) / labelPixels))));
  return (
    <g className="axes">
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={plot.left} x2={width - plot.right} y1={yOf(mark)} y2={yOf(mark)} />
          <text x={plot.left - 8} y={yOf(mark) + 4} textAnchor="end">
            {format(mark)}
          </text>
        </g>
      ))}
      {points.map(({ at }, index) =>
        index % every === 0 && xOf(index) < width - labelPixels / 3 ? (
          <text key={at} x={xOf(index)} y={plot.height - 6} textAnchor="middle">
            {markOf(at)}
          </text>
        ) : null,
      )}
    </g>
  );
}
