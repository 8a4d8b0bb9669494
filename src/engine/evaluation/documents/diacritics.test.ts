import { expect, test } from 'vitest';
import { scoreDiacritics } from '#engine/evaluation/documents/diacritics.js';

test.each([
  ['every mark read', 'ÇELİK ÖZ', ['Surname ÇELİK ÖZ'], { letters: 3, right: 3 }],
  ['marks lost', 'MÜLLER-GROß', ['MULLER-GROß'], { letters: 2, right: 1 }],
  ['another mark is wrong', 'ŠŤASTNÝ', ['ŠTÁSTNY'], { letters: 3, right: 1 }],
  ['the nearest of several texts', 'NÓRA', ['NORA', 'ÓÓÓÓ', 'NÓRA 1'], { letters: 1, right: 1 }],
  ['decomposed letters are the same letters', 'NÓRA', ['NO\u0301RA'], { letters: 1, right: 1 }],
  ['no text', 'ŁÓDŹ', [], { letters: 3, right: 0 }],
  ['letters of other scripts are no diacritics', 'ЙОСИФ', ['ИОСИФ'], { letters: 0, right: 0 }],
  ['nothing to score', 'SMITH', ['SMITH'], { letters: 0, right: 0 }],
])('%s', (_name, value, texts, expected) => {
  expect(scoreDiacritics(value, texts)).toEqual(expected);
});
