import { expect, test } from 'vitest';
import { xyPlot } from '#engine/evaluation/plot/xy-plot.js';
import { renderHtml } from '#engine/evaluation/report/render-html.js';

const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

test('names of files cannot make markup, and the page could run and fetch nothing', () => {
  const axis = { label: evil, from: 0, to: 1, ticks: [] };
  const page = renderHtml({
    kind: 'pairs',
    title: evil,
    madeAt: '2026-01-01T00:00:00.000Z',
    sections: [
      {
        title: evil,
        level: 2,
        paragraphs: [evil],
        facts: [[evil, evil]],
        plots: [
          {
            title: evil,
            svg: xyPlot({ title: evil, description: evil, x: axis, y: axis, series: [] }),
            caption: evil,
          },
        ],
        tables: [{ caption: evil, head: [evil], rows: [[evil]] }],
        pictures: [{ sources: [evil], caption: evil }],
      },
    ],
    figures: {},
    files: [],
  });
  expect(page).not.toContain('<script');
  expect([...page.matchAll(/<img [^>]*>/g)].map(([tag]) => tag)).toEqual([
    expect.stringMatching(/^<img src="&quot;&gt;[^"]*" alt="">$/) as string,
  ]);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
});
