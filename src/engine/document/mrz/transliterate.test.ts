import { expect, test } from 'vitest';
import { transliterate } from '#engine/document/mrz/transliterate.js';

test.each([
  ['Müller', 'MUELLER'],
  ['Ærøskøbing', 'AEROESKOEBING'],
  ['Straße', 'STRASSE'],
  ['Łukasz Żółć', 'LUKASZ ZOLC'],
  ['Þórður', 'THORDUR'],
  ['Iñaki Núñez', 'INAKI NUNEZ'],
  ['Åsa', 'AASA'],
  ['ĲSSEL', 'IJSSEL'],
  ['Işık', 'ISIK'],
  ["O'Connor-Smith 2", "O'CONNOR-SMITH 2"],
])('%s is written %s', (text, expected) => {
  expect(transliterate(text)).toBe(expected);
  expect(transliterate(text.normalize('NFD'))).toBe(expected);
});
