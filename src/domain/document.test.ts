import { expect, test } from 'vitest';
import { documentAssessmentSchema } from '#domain/document.js';
import { sampleVerification } from '#domain/verification.suite.js';

test('an assessment passes through its schema unchanged', () => {
  const { document } = sampleVerification();
  expect(documentAssessmentSchema.parse(document)).toEqual(document);
});

test('a verification that was stored before zones were cross-checked can still be opened', () => {
  const { type, position, quad, portrait, mrz, withheld } = sampleVerification().document;
  const surname = { value: 'DOE', valid: null, source: 'visual-zone', confidence: 0.9 };
  const stored = { type, position, quad, portrait, mrz, withheld, fields: { surname } };
  expect(documentAssessmentSchema.parse(stored)).toEqual({
    ...stored,
    fields: { surname: { ...surname, confirmedBy: [] } },
    format: 'other',
    side: null,
    fullName: null,
    ageYears: null,
    discrepancies: [],
    warnings: [],
    localLanguages: [],
    cues: [],
    barcodes: [],
  });
});
