import { expect, test } from 'vitest';
import { scriptOfText, shareOfScript } from '#engine/document/text/script-of-text.js';

test.each([
  ['MÄNNIK', 'Latn'],
  ['ШЕВЧЕНКО', 'Cyrl'],
  ['ישראלי', 'Hebr'],
  ['محمد', 'Arab'],
  ['山田 太郎', 'Hani'],
  ['山田 タロウ', 'Jpan'],
  ['김철수', 'Kore'],
  ['สมชาย', 'Thai'],
  ['12.03.1988', null],
])('%s is written in %s', (text, script) => {
  expect(scriptOfText(text)).toBe(script);
});

test('the share counts letters alone, and the scripts that a language mixes as one', () => {
  expect(shareOfScript('Nom / שם', 'Hebr')).toBeCloseTo(2 / 5);
  expect(shareOfScript('山田 タロウ', 'Jpan')).toBe(1);
  expect(shareOfScript('山田', 'Hans')).toBe(1);
  expect(shareOfScript('1234', 'Hebr')).toBe(0);
});
