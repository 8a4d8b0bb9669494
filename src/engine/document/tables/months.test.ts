import { expect, test } from 'vitest';
import { monthsOfWord } from '#engine/document/tables/months.js';

test.each([
  ['AUG', [8]],
  ['août', [8]],
  ['AOUT', [8]],
  ['Mar', [3]],
  ['ožujka', [3]],
  ['GIU', [6]],
  ['KWI', [4]],
  ['VIII', [8]],
  ['JUI', [6, 7]],
  ['LIP', [6, 7]],
  ['MEI', [5]],
  ['XY', []],
  ['MARIA', []],
  ['', []],
])('%j may mean %j', (word, months) => {
  expect([...monthsOfWord(word)].sort((a, b) => a - b)).toEqual(months);
});
