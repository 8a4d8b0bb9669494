import type { PlotAxis } from '#engine/evaluation/plot/xy-plot.js';
import { percent } from '#engine/evaluation/report/number-words.js';

/** Steps that people count in: 1, 2 or 5 times a power of ten, four to ten of them from `from` to `to`. */
export function roundSteps(from: number, to: number): number[] {
  const rough = (to - from) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!; // 10 always is
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** From 0 to at least `most`. */
export function shareAxis(label: string, most: number): PlotAxis {
  const steps = roundSteps(0, most * 1.05);
  return { label, from: 0, to: most * 1.05, ticks: steps.map((at) => ({ at, text: percent(at) })) };
}

/** Scores as they are. */
export const scoreAxis = (label: string, from: number, to: number): PlotAxis => ({
  label,
  from,
  to,
  ticks: roundSteps(from, to).map((at) => ({ at, text: String(at) })),
});
