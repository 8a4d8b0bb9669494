import { expect, test } from 'vitest';
import { documentTemplates } from '#engine/document/templates/document-templates.js';
import { settleNumber } from '#engine/document/templates/settle-number.js';

test.each([
  ['CAO1234IAB', 'ITA', 'CAO1234IAB'],
  ['CAO1234AB', 'ITA', 'CA01234AB'],
  ['CA01234AB', 'ITA', 'CA01234AB'],
  ['L0OXOOT47', 'DEU', 'L00X00T47'],
  ['I2 34O 67 89', 'GBR', '12 340 67 89'],
  ['A8C12345O', 'POL', 'A8C12345O'],
  ['OO12I45', 'UTO', 'OO12I45'],
  ['OO12I45', null, 'OO12I45'],
])('%s of %s is %s', (text, state, settled) => {
  expect(settleNumber(text, state, documentTemplates)).toBe(settled);
});

test('nothing is settled where two spellings have a form', () => {
  const forms = { id: 'two', source: 'made for this test', issuingStates: ['FRA' as const], types: ['other' as const] };
  expect(settleNumber('O1-', 'FRA', [{ ...forms, documentNumbers: ['^0[1I]$'] }])).toBe('O1-');
  expect(settleNumber('OIX', 'FRA', [{ ...forms, documentNumbers: ['^0IX$', '^O1X$'] }])).toBe('OIX');
});
