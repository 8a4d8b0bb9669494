import { expect, test } from 'vitest';
import { xyPlot, type XyPlot } from '#engine/evaluation/plot/xy-plot.js';

const plot: XyPlot = {
  title: 'A < B',
  description: 'two "kinds"',
  x: { label: 'x', from: 0, to: 10, ticks: [{ at: 5, text: 'five' }] },
  y: { label: 'y', from: 0.01, to: 1, ticks: [], scale: Math.log10 },
  series: [
    { kind: 'line', label: 'rising', points: [{ x: 0, y: 0.01 }, { x: 10, y: 1 }, { x: 20, y: 2 }] }, // prettier-ignore
    { kind: 'columns', label: 'columns', points: [{ x: 0, y: 0.1 }, { x: 5, y: 0.01 }], width: 5 }, // prettier-ignore
    { kind: 'mark', label: 'here', at: { x: 5, y: 0.1 }, upTo: { x: 10, y: null } },
  ],
  rules: [{ at: 10, label: 'threshold' }],
};

test('values lie to the scale of their axes, and those outside on the edge', () => {
  const svg = xyPlot(plot);
  expect(svg).toContain('<polyline class="s1" points="68,300 624,16 624,16"/>');
  // Half of the height on the logarithmic axis; a column of no height is left out.
  expect(svg.match(/<rect class="s2"[^>]*height="142"\/>/g)).toHaveLength(1);
  expect(svg).toContain('<line class="s3 bound" x1="346" y1="158" x2="624" y2="158"/>');
});

test('text is escaped, a rule at the right edge is labelled to its left, and all have a legend', () => {
  const svg = xyPlot(plot);
  expect(svg).toContain('aria-label="A &lt; B. two &quot;kinds&quot;"');
  expect(svg).toContain('text-anchor="end">threshold</text>');
  for (const name of ['rising', 'columns', 'here']) expect(svg).toContain(`>${name}</text>`);
  expect(xyPlot(plot)).toBe(svg);
});
