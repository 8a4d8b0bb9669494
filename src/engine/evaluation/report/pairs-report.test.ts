import { expect, test } from 'vitest';
import type { PairDataSet } from '#engine/evaluation/pairs/pair-figures.js';
import { pairsReport } from '#engine/evaluation/report/pairs-report.js';
import { renderFiles } from '#engine/evaluation/report/render-files.js';

const person = (file: string): string => file[0]!;
const files = ['a1', 'a2', 'b1', 'b2', '<i>c'];
const set: PairDataSet = {
  name: 'mine & theirs',
  description: 'Drawn.',
  scored: files.flatMap((a, i) =>
    files.slice(i + 1).map((b) => ({
      a,
      b,
      same: person(a) === person(b),
      identityA: person(a),
      identityB: person(b),
      score: person(a) === person(b) ? 0.8 : 0.2 + i / 10,
      group: 'x',
    })),
  ),
  files,
  failedFiles: [],
  lost: { genuine: 0, impostor: 0 },
  qualities: new Map(files.map((file, i) => [file, i])),
  digests: { pictures: 'p'.repeat(64), labels: 'l'.repeat(64) },
};
const input = {
  sets: [set],
  operatingPoint: { metric: 'euclidean' as const, threshold: 0.5, reviewFrom: 0.4, falseMatchRates: [] },
  models: { 'face-recognition': 'f'.repeat(64) },
  madeAt: '2026-01-02T03:04:05.000Z',
};
const written = (over: Partial<Parameters<typeof pairsReport>[0]> = {}): Record<string, string> =>
  Object.fromEntries(renderFiles(pairsReport({ ...input, ...over })).map(({ name, content }) => [name, content]));

test('the page asks for nothing, runs nothing, and takes no markup from the name of a file', () => {
  const html = written()['report.html']!;
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
  expect(html).not.toMatch(/<script|<link|<iframe|https?:|url\(|<i>/i);
  expect(html).toContain('&lt;i&gt;c');
  expect(html).toContain('mine &amp; theirs');
});

test('two runs differ in nothing but the time', () => {
  const [one, other] = [written(), written({ madeAt: '2027-01-01T00:00:00.000Z' })];
  for (const [name, content] of Object.entries(other)) {
    expect(content.replaceAll('2027-01-01T00:00:00.000Z', input.madeAt)).toBe(one[name]);
  }
});

test('the figures, every score, the digests and what is too small are there', () => {
  const { 'report.json': json, 'scores.csv': csv, 'report.html': html } = written();
  expect(JSON.parse(json!)).toMatchObject({
    kind: 'pairs',
    madeAt: input.madeAt,
    models: input.models,
    sets: [{ name: 'mine & theirs', pairs: { genuine: 2, impostor: 8 }, data: set.digests }],
  });
  expect(csv!.split('\n')[0]).toBe('set,a,b,same,group,score,identity_a,identity_b,quality_a,quality_b');
  expect(csv!.split('\n')[1]).toBe('mine & theirs,a1,a2,1,x,0.8,a,a,0,1');
  expect(csv!.trim().split('\n')).toHaveLength(11);
  expect(html).toContain('29956 are needed');
  expect(html).toContain('too small, 29 mated comparisons are needed');
  expect(html!.match(/<svg class="plot"/g)).toHaveLength(3);
});

test('thumbnails are shown where they are wanted, and several sets share one plot', () => {
  expect(written()['report.html']).not.toContain('<img');
  const html = written({ thumbnail: (file) => `data:image/jpeg;base64,${Buffer.from(file).toString('base64')}` });
  expect(html['report.html']!.match(/<img src="data:image/g)).toHaveLength(2 * (8 + 2));
  expect(written({ sets: [set, { ...set, name: 'more' }] })['report.html']).toContain('<h2>All sets</h2>');
});
