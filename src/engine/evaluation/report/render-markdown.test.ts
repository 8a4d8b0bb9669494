import { expect, test } from 'vitest';
import { xyPlot } from '#engine/evaluation/plot/xy-plot.js';
import { renderMarkdown } from '#engine/evaluation/report/render-markdown.js';
import type { Report, ReportPlot } from '#engine/evaluation/report/report.js';

const axis = { label: 'x', from: 0, to: 1, ticks: [] };
const plot = (title: string, more: Partial<ReportPlot> = {}): ReportPlot => ({
  title,
  svg: xyPlot({ title, description: 'd', x: axis, y: axis, series: [] }),
  caption: 'A caption.',
  ...more,
});
const report = (sections: Report['sections'], madeAt = '2026-01-01T00:00:00.000Z'): Report => ({
  kind: 'pairs',
  title: 'Errors',
  madeAt,
  sections,
  figures: {},
  files: [],
});

test('facts, tables and plots; of two plots of one name each has a file', () => {
  const [page, ...plots] = renderMarkdown(
    report([
      {
        title: 'A',
        level: 2,
        paragraphs: ['Words.'],
        facts: [['FMR', '0 of 3']],
        plots: [plot('Curve'), plot('Curve')],
      },
      { title: 'B', level: 3, tables: [{ caption: 'Rows', head: ['a', 'b'], rows: [['1', 'x|y']] }] },
    ]),
  );
  expect(page).toEqual({
    name: 'report.md',
    content: [
      '# Errors',
      '## A',
      'Words.',
      '|  |  |\n| --- | --- |\n| FMR | 0 of 3 |',
      '![Curve](curve.svg)',
      '**Curve.** A caption.',
      '![Curve](curve-2.svg)',
      '**Curve.** A caption.',
      '### B',
      'Rows',
      '| a | b |\n| --- | --- |\n| 1 | x\\|y |\n',
    ].join('\n\n'),
  });
  expect(plots.map(({ name }) => name)).toEqual(['curve.svg', 'curve-2.svg']);
  const svg = plots[0]!.content;
  expect(svg).toMatch(
    /^<svg xmlns="[^"]+" class="plot"[^>]*>\n<style>[^]*@media \(prefers-color-scheme: dark\)[^]*<\/style>\n[^]*<\/svg>\n$/,
  );
  expect(svg).toContain('.plot .s1 { stroke: #1f5fbf; }');
  expect(svg).toContain('.plot .s1 { stroke: #7db0ff; }');
  expect(svg).not.toMatch(/var\(|currentColor/);
});

test('names of files cannot make markup', () => {
  const [page] = renderMarkdown(report([{ title: '<b>[x](y)', level: 2, facts: [['`a`', '<img>']] }]));
  expect(page!.content).toContain('## \\<b\\>\\[x\\](y)');
  expect(page!.content).toContain('| \\`a\\` | \\<img\\> |');
});

test('neither the moment nor times make two runs differ', () => {
  const sections = (title: string): Report['sections'] => [
    { title: 'A', level: 2, plots: [plot('Errors'), plot(title, { ofTimes: true })] },
  ];
  expect(renderMarkdown(report(sections('12 ms')))).toEqual(renderMarkdown(report(sections('15 ms'), '2027-01-01')));
});
