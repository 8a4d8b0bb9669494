import { expect, test } from 'vitest';
import { sampleVerification } from '#domain/verification.suite.js';
import { documentRows } from '#cli/document-rows.js';

const { document } = sampleVerification();

test('a document for a terminal: where values come from, what confirms them, what speaks against it', () => {
  const rows = documentRows({
    ...document,
    fields: {
      surname: {
        value: 'MÄNNIK',
        valid: true,
        source: 'visual-zone',
        confidence: 0.98,
        confirmedBy: ['mrz'],
        transliteration: 'MAENNIK',
      },
    },
    fullName: { value: 'MÄNNIK', composed: true },
    withheld: { dateOfIssue: 'value-impossible' },
    warnings: ['expired'],
    discrepancies: [
      {
        field: 'sex',
        kind: 'different',
        values: [
          { source: 'mrz', value: 'F' },
          { source: 'visual-zone', value: 'M' },
        ],
      },
    ],
  }).join('\n');
  expect(rows.replace(/ {2,}/g, '  ')).toBe(
    [
      'document: passport, TD3, data-page',
      '  full name  MÄNNIK',
      '  age  37 years',
      '  surname  MÄNNIK = MAENNIK  (visual-zone = mrz, 98 %)',
      '  dateOfIssue  withheld: value-impossible',
      'machine readable zone: TD3, valid',
      ...document.mrz!.lines.map((line) => `  ${line}`),
      'warning: The last day on which the document was valid is over everywhere on earth. (expired)',
      '  sex: mrz F, visual-zone M. The values differ.',
    ].join('\n'),
  );
});

test('nothing is said of what is not known', () => {
  const [first, second] = documentRows({ ...document, side: null, fullName: null, ageYears: null, fields: {} });
  expect([first, second]).toEqual(['document: passport, TD3', 'machine readable zone: TD3, valid']);
});
