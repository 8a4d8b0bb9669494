import type { DemoAnswer } from '#contract/demo.js';
import { Bar } from '#web/demo/answer/quality-list.js';

/** Stages that took any time, side by side: both pictures, and parts of one, are worked on at the same time. */
export function Timings({ timings }: { readonly timings: DemoAnswer['verification']['timings'] }) {
  const { total = 0, ...stages } = timings;
  const rows = Object.entries(stages)
    .filter(([, milliseconds]) => milliseconds >= 0.05)
    .sort(([, one], [, other]) => other - one);
  return (
    <section className="card" aria-labelledby="timings-title">
      <h3 id="timings-title">Where the time went</h3>
      <p>
        <strong>{total.toFixed(0)} ms</strong> <span className="hint">in all; stages run beside each other.</span>
      </p>
      <ul className="bars">
        {rows.map(([stage, milliseconds]) => (
          <li key={stage}>
            <span>{stage}</span>
            <Bar share={total === 0 ? 0 : milliseconds / total} look="plain" />
            <span className="number">{milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
