import { plot, type ChartPoint } from '#web/dashboard/charts/series.js';

const labelPixels = 84;
/** Between the middles of two labels: less, and they run into each other. */
const leastPixels = 60;

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
  // Several points may share a name, such as their day: it stands at the first of them.
  const named = points
    .map(({ at }, index) => ({ at, index }))
    .filter(({ at, index }) => index === 0 || markOf(at) !== markOf(points[index - 1]!.at));
  const every = Math.max(1, Math.ceil(named.length / Math.max(2, Math.floor((width - plot.left) / labelPixels))));
  const labels = named
    .filter(({ index }, place) => place % every === 0 && xOf(index) < width - labelPixels / 3)
    // The first day may be a part of one.
    .filter(({ index }, place, all) => xOf(all[place + 1]?.index ?? Infinity) - xOf(index) >= leastPixels);
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
      {labels.map(({ at, index }) => (
        <text key={at} x={xOf(index)} y={plot.height - 6} textAnchor="middle">
          {markOf(at)}
        </text>
      ))}
    </g>
  );
}
