import { expect, test } from 'vitest';
import { padFigures } from '#engine/evaluation/pad/pad-figures.js';
import type { JudgedPresentation } from '#engine/evaluation/pad/presentation.js';
import { judgedReport, padWords } from '#engine/evaluation/report/judged-report.js';
import { renderHtml } from '#engine/evaluation/report/render-html.js';

const judged = (subject: string, species: string | null, score: number | null): JudgedPresentation => ({
  file: `${subject}.jpg`,
  subject,
  species,
  score,
  fine: score !== null && score >= 0.5,
  reason: score === null ? 'framing-insufficient' : null,
});
const report = (presentations: readonly JudgedPresentation[]) =>
  judgedReport({
    words: padWords,
    evaluation: padFigures(presentations, 0.5),
    presentations,
    judges: { net: 'sha256 n' },
    data: { files: 'f', labels: 'l' },
    madeAt: '2026-01-02T03:04:05.000Z',
  });

test('error rates by species in the words of ISO/IEC 30107-3, with a curve where both kinds are', () => {
  const both = report([
    judged('a', null, 0.9),
    judged('b', null, 0.3),
    judged('c', 'print', 0.1),
    judged('d', 'print', 0.6),
    judged('e', 'screen', null),
  ]);
  const html = renderHtml(both);
  expect(html).toContain('ISO/IEC 30107-3');
  expect(html).toContain('<th scope="row">print</th><td>2</td><td>1 of 2 = 50\u00a0%');
  expect(html).toContain('1 of 1, framing-insufficient 1');
  expect(html).toContain('APCER against BPCER');
  expect(both.files[0]!.content.split('\n').slice(0, 2)).toEqual([
    'file,subject,species,score,fine,reason',
    'a.jpg,a,,0.9,1,',
  ]);
});

test('without attacks nothing is claimed of them', () => {
  const html = renderHtml(report([judged('a', null, 0.9)]));
  expect(html).toContain('There is no attack among the files: nothing is known of APCER.');
  expect(html).not.toContain('APCER against BPCER');
});
