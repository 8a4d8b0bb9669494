import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findApproximately } from '#engine/document/text/approximate-match.js';
import { filterOfPattern, filterOfText, mayOccur } from '#engine/document/text/letter-filter.js';

const passes = (pattern: string, text: string, maximumEdits: number): boolean =>
  mayOccur(filterOfPattern(pattern), filterOfText(text), maximumEdits);

test('for letters of different classes the filter decides as the search does', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ABCD'), maxLength: 40 });
  fc.assert(
    fc.property(letters, letters, fc.nat({ max: 3 }), (pattern, text, maximumEdits) => {
      fc.pre(pattern.length > maximumEdits && pattern.length <= 31);
      expect(passes(pattern, text, maximumEdits)).toBe(findApproximately(pattern, text, maximumEdits) !== null);
    }),
    { numRuns: 500 },
  );
});

test('what the filter refuses never occurs, whatever the letters', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ABCabc0!Ж姓'), maxLength: 45 });
  fc.assert(
    fc.property(letters, letters, fc.nat({ max: 3 }), (pattern, text, maximumEdits) => {
      if (findApproximately(pattern, text, maximumEdits) !== null)
        expect(passes(pattern, text, maximumEdits)).toBe(true);
    }),
  );
});

test('a letter that is missing is an edit', () => {
  expect(passes('SURNAME', 'THESURNAM', 0)).toBe(false);
  expect(passes('SURNAME', 'THESURNAM', 1)).toBe(true);
});
