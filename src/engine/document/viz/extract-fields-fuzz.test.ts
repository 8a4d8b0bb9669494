import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentFieldsSchema } from '#domain/document.js';
import { extractFields } from '#engine/document/viz/extract-fields.js';

const now = new Date('2025-06-15T12:00:00Z');

test('whatever the texts and their places, the fields keep the domain’s schema', () => {
  const textBox = fc.record({
    text: fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.constantFrom('Surname', 'Name/Nom', '4a.', '1. X', 'DOB', 'Date of birth', '01.02.2003', 'M', '((((', '5-11'),
    ),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    box: fc.record({
      x: fc.integer({ min: -10, max: 900 }),
      y: fc.integer({ min: -10, max: 600 }),
      width: fc.integer({ min: 0, max: 600 }),
      height: fc.integer({ min: 0, max: 60 }),
    }),
  });
  fc.assert(
    fc.property(fc.array(textBox, { maxLength: 25 }), (boxes) => {
      const { fields } = extractFields({ boxes, documentHeight: 600, now });
      expect(() => documentFieldsSchema.parse(fields)).not.toThrow();
    }),
    { numRuns: 60 },
  );
});
