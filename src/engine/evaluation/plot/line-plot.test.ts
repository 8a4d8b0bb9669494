import { expect, test } from 'vitest';
import { linePlot, type LinePlot } from '#engine/evaluation/plot/line-plot.js';

const plot: LinePlot = {
  title: 'A < B & C',
  subtitle: 'two lines',
  xLabel: 'amount',
  yLabel: 'share',
  xs: [0, 1],
  yRange: { from: 0, to: 100 },
  lines: [
    { label: 'one', values: [0, 100], band: [0, 1].map(() => ({ from: 10, to: 20 })) },
    { label: 'other', values: [100, 200], dashed: true },
  ],
};

test('points lie to scale, and what lies outside the range on its edge', () => {
  const svg = linePlot(plot);
  expect(svg).toContain('<polyline points="56.0,254.0 544.0,64.0" fill="none" stroke="#1f5fbf" stroke-width="2"/>');
  expect(svg).toContain('<polyline points="56.0,64.0 544.0,64.0"');
  expect(svg.match(/<polygon/g)).toHaveLength(1);
});

test('text is escaped, and levels that fall run from left to right', () => {
  const svg = linePlot({ ...plot, xs: [1, 0] });
  expect(svg).toContain('A &lt; B &amp; C');
  expect(svg).toContain('<polyline points="56.0,254.0 544.0,64.0"');
});

test('the same figures give the same bytes', () => {
  expect(linePlot(plot)).toBe(linePlot(plot));
});
