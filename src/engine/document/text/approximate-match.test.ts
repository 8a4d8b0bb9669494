import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, findApproximately } from '#engine/document/text/approximate-match.js';
import { comparableText, foldText } from '#engine/document/text/fold-text.js';

test.each([
  ['SURNAME', 'THESURNAMEIS', 0, { start: 3, end: 10, edits: 0 }],
  ['SURNAME', 'THESUNAMEIS', 1, { start: 3, end: 9, edits: 1 }],
  ['SURNAME', 'THESUNAMEIS', 0, null],
  ['SURNAME', 'XY', 2, null],
  ['', 'XY', 2, null],
] as const)('%s in %s with %i edits', (pattern, text, maximumEdits, match) => {
  expect(findApproximately(pattern, text, maximumEdits)).toEqual(match);
});

test.each([
  ['kitten', 'sitting', 3],
  ['', 'abc', 3],
  ['abc', 'abc', 0],
])('%s and %s differ by %i', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('an occurrence is as near as the edit distance of its span says, and no span is nearer', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), maxLength: 9 });
  const pattern = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(pattern, text, (needle, haystack) => {
      const match = findApproximately(needle, haystack, 2);
      let least = Infinity;
      for (let start = 0; start <= haystack.length; start++) {
        for (let end = start; end <= haystack.length; end++) {
          least = Math.min(least, editDistance(needle, haystack.slice(start, end)));
        }
      }
      if (match !== null) expect(editDistance(needle, haystack.slice(match.start, match.end))).toBe(match.edits);
      // An empty span is no occurrence, so a match may be missing only where nothing but that comes near enough.
      if (least <= 2 && needle.length > 2) expect(match?.edits).toBe(least);
    }),
  );
});

test('folding', () => {
  expect(foldText('Größe')).toBe('GROSSE');
  expect(foldText('Łódź, Ærø, ışık')).toBe('LODZ, AERO, ISIK');
  expect(foldText('Дата')).toBe('ДАТА');
});

test('comparable text keeps the way back to the original', () => {
  expect(comparableText('1. Surname')).toEqual({ text: 'ISUMAME', origins: [0, 3, 4, 5, 7, 8, 9] });
  expect(comparableText('Sumame').text).toBe('SUMAME');
});
