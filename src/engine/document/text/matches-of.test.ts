import { expect, test } from 'vitest';
import { matchesOf } from '#engine/document/text/matches-of.js';

const textsOf = (expression: RegExp, text: string) => [...matchesOf(expression, text)].map(([whole]) => whole);

test('every match in order, as matchAll gives them', () => {
  for (const [expression, text] of [
    [/\d+/g, '12 a 3'],
    [/a|/g, 'ba'],
    [/x/g, 'none'],
    [/(?<=\p{L})\d/gu, 'é1 2 ü3'],
  ] as const) {
    expect(textsOf(expression, text)).toEqual([...text.matchAll(expression)].map(([whole]) => whole));
  }
});

test('the same expression may be used in between, and ends where it was left', () => {
  const expression = /\d/g;
  const pairs = [...matchesOf(expression, '12')].map(([digit]) => [digit, textsOf(expression, '345').length]);
  expect(pairs).toEqual([
    ['1', 3],
    ['2', 3],
  ]);
  for (const match of matchesOf(expression, '678')) if (match[0] === '7') break;
  expect(textsOf(expression, '9')).toEqual(['9']);
});
