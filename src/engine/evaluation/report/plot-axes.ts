import { normalDeviate } from '#engine/evaluation/plot/normal-deviate.js';
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

const rateTicks = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99] as const;

/** An axis of a DET curve: from the decade below the least rate above 0 that it has to show to 50 %, or as far as `most` needs. */
export function rateAxis(label: string, rates: readonly (number | null)[], most: number): PlotAxis {
  const least = Math.min(0.1, ...rates.flatMap((rate) => (rate === null || rate <= 0 ? [] : [rate])));
  const from = 10 ** Math.max(-6, Math.floor(Math.log10(least)));
  const to = [0.5, 0.8].find((end) => end >= most) ?? 0.995;
  return {
    label,
    from,
    to,
    ticks: rateTicks.filter((rate) => rate >= from && rate <= to).map((rate) => ({ at: rate, text: percent(rate) })),
    scale: normalDeviate,
  };
}
