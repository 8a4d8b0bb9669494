import { useState, type PointerEvent } from 'react';
import { plot, type ChartPoint, type Series } from '#web/dashboard/charts/series.js';

/** Which point the pointer is at. */
export function usePointed(count: number, width: number) {
  const [pointed, setPointed] = useState<number | null>(null);
  const onPointerMove = (event: PointerEvent<SVGSVGElement>): void => {
    const { left } = event.currentTarget.getBoundingClientRect();
    const step = (width - plot.left - plot.right) / Math.max(1, count);
    const index = Math.floor((event.clientX - left - plot.left) / step);
    setPointed(index >= 0 && index < count ? index : null);
  };
  return { pointed, handlers: { onPointerMove, onPointerLeave: () => setPointed(null) } };
}

/** The values of a point beside the pointer; the table says the same to whoever has none. */
export function PointedValues({
  point,
  x,
  width,
  series,
  format,
  timeOf,
}: {
  readonly point: ChartPoint;
  readonly x: number;
  readonly width: number;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly timeOf: (at: string) => string;
}) {
  return (
    <div className="pointed" aria-hidden="true" style={x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }}>
      <strong>{timeOf(point.at)}</strong>
      {series.map(({ key, label, tone }) => {
        const value = point.values[key] ?? null;
        return (
          <span key={key}>
            <i className={`swatch ${tone}`} />
            {label}
            <b>{value === null ? '—' : format(value)}</b>
          </span>
        );
      })}
    </div>
  );
}
