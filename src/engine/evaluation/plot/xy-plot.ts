import { escapeMarkup } from '#engine/evaluation/plot/escape-markup.js';

/** One axis: where a value lies, and which values are written on it. */
export interface PlotAxis {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Maps a value to the axis' own scale, rising; default: as it is. */
  readonly scale?: (value: number) => number;
}

export interface PlotPoint {
  readonly x: number;
  readonly y: number;
}

interface Named {
  readonly label: string;
  /** Colour and dash, 1–6; default: 1 for the first of the series, 2 for the second … */
  readonly tone?: number;
}

export type PlotSeries =
  | (Named & { readonly kind: 'line'; readonly points: readonly PlotPoint[]; readonly dots?: true })
  /** Columns that touch each other; `points` are their left edges. */
  | (Named & { readonly kind: 'columns'; readonly points: readonly PlotPoint[]; readonly width: number })
  /** A point, with the bounds of each value where they are known. */
  | (Named & {
      readonly kind: 'mark';
      readonly at: PlotPoint;
      readonly upTo: { readonly x: number | null; readonly y: number | null };
    });

const tones = 6;
const toneOf = ({ tone }: Named, index: number): string => `s${(((tone ?? index + 1) - 1) % tones) + 1}`;

export interface XyPlot {
  readonly title: string;
  /** What a person who does not see the plot has to know of it. */
  readonly description: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
  /** Lines from top to bottom, such as thresholds. */
  readonly rules?: readonly { readonly at: number; readonly label: string }[];
}

const width = 640;
const area = { left: 68, right: 624, top: 16, bottom: 300 } as const;
const legendTop = area.bottom + 56;
const legendStep = 20;

/**
 * A plot as an `<svg>` element for a page that brings the colours (see `report-style.ts`): so it follows light and dark.
 * Values outside of the axes lie on their edge. The same figures always give the same bytes.
 */
export function xyPlot({ title, description, x, y, series, rules = [] }: XyPlot): string {
  const px = position(x, area.left, area.right);
  const py = position(y, area.bottom, area.top);
  const height = legendTop + legendStep * series.length;
  const parts = [
    ...x.ticks.flatMap(({ at, text }) => [
      line('grid', px(at), area.top, px(at), area.bottom),
      label('tick', px(at), area.bottom + 18, text, 'middle'),
    ]),
    ...y.ticks.flatMap(({ at, text }) => [
      line('grid', area.left, py(at), area.right, py(at)),
      label('tick', area.left - 8, py(at) + 4, text, 'end'),
    ]),
    label('axis', (area.left + area.right) / 2, area.bottom + 38, x.label, 'middle'),
    `<text class="axis" text-anchor="middle" transform="translate(16 ${(area.top + area.bottom) / 2}) rotate(-90)">${escapeMarkup(y.label)}</text>`,
    ...series.flatMap((own, index) => drawn(own, index, px, py)),
    ...rules.flatMap(({ at, label: text }) => {
      const right = px(at) > area.right - 120;
      return [
        line('rule', px(at), area.top, px(at), area.bottom),
        label('rule-label', px(at) + (right ? -6 : 6), area.top + 12, text, right ? 'end' : 'start'),
      ];
    }),
    ...series.flatMap((own, index) => legend(own, index)),
  ];
  return [
    `<svg class="plot" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeMarkup(`${title}. ${description}`)}">`,
    `<rect class="frame" x="${area.left}" y="${area.top}" width="${area.right - area.left}" height="${area.bottom - area.top}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

type Position = (value: number) => number;

function position({ from, to, scale = (value) => value }: PlotAxis, start: number, end: number): Position {
  const [low, high] = [scale(from), scale(to)];
  return (value) => start + ((scale(Math.min(to, Math.max(from, value))) - low) / (high - low)) * (end - start);
}

function drawn(series: PlotSeries, index: number, px: Position, py: Position): string[] {
  const own = toneOf(series, index);
  switch (series.kind) {
    case 'line': {
      const points = series.points.map((point) => `${fixed(px(point.x))},${fixed(py(point.y))}`);
      const dots = series.dots
        ? series.points.map(
            (point) => `<circle class="${own}" cx="${fixed(px(point.x))}" cy="${fixed(py(point.y))}" r="3"/>`,
          )
        : [];
      return [`<polyline class="${own}" points="${points.join(' ')}"/>`, ...dots];
    }
    case 'columns':
      return series.points.flatMap(({ x, y }) => {
        const [left, right, top] = [px(x), px(x + series.width), py(y)];
        if (area.bottom - top < 0.05) return [];
        return `<rect class="${own}" x="${fixed(left)}" y="${fixed(top)}" width="${fixed(right - left)}" height="${fixed(area.bottom - top)}"/>`;
      });
    case 'mark': {
      const [x, y] = [px(series.at.x), py(series.at.y)];
      const { upTo } = series;
      return [
        ...(upTo.x === null ? [] : [line(`${own} bound`, x, y, px(upTo.x), y)]),
        ...(upTo.y === null ? [] : [line(`${own} bound`, x, y, x, py(upTo.y))]),
        `<circle class="${own}" cx="${fixed(x)}" cy="${fixed(y)}" r="5"/>`,
      ];
    }
  }
}

function legend(series: PlotSeries, index: number): string[] {
  const own = toneOf(series, index);
  const y = legendTop + legendStep * index;
  const sample =
    series.kind === 'line'
      ? line(own, area.left, y, area.left + 28, y)
      : series.kind === 'columns'
        ? `<rect class="${own}" x="${area.left}" y="${y - 6}" width="28" height="12"/>`
        : `<circle class="${own}" cx="${area.left + 14}" cy="${y}" r="5"/>`;
  return [sample, label('key', area.left + 38, y + 4, series.label, 'start')];
}

const fixed = (value: number): string => String(Number(value.toFixed(1)));

const line = (name: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${name}" x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}"/>`;

const label = (name: string, x: number, y: number, text: string, anchor: 'start' | 'middle' | 'end'): string =>
  `<text class="${name}" x="${fixed(x)}" y="${fixed(y)}" text-anchor="${anchor}">${escapeMarkup(text)}</text>`;
