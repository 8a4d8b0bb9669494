import { expect, test } from 'vitest';
import { spelledAsIn } from '#engine/document/text/state-spelling.js';

test('letters that are drawn alike are the ones that the state writes', () => {
  expect(spelledAsIn('TUR', 'ȘAHİN')).toBe('ŞAHİN');
  expect(spelledAsIn('ROU', 'ȘTEFAN')).toBe('ȘTEFAN');
  expect(spelledAsIn('HRV', 'ÐURO')).toBe('ĐURO');
  expect(spelledAsIn('ISL', 'SIGURÐUR')).toBe('SIGURÐUR');
});

test('without a state the other letters of the text tell', () => {
  expect(spelledAsIn(null, 'ȘI ȚARĂ')).toBe('ȘI ȚARĂ');
  expect(spelledAsIn(null, 'ȘAHİN')).toBe('ŞAHİN');
  expect(spelledAsIn(null, 'ÞÓRÐUR')).toBe('ÞÓRÐUR');
  expect(spelledAsIn(null, 'ÐORÐE')).toBe('ĐORĐE');
});

test.each([
  ['KÃRKLIŅŠ', 'KĀRKLIŅŠ'],
  ['MAGALHĀES', 'MAGALHÃES'],
  ['JOĀO Gonçalves', 'JOÃO Gonçalves'],
  ['JĀNIS', 'JĀNIS'],
  ['CONCEIÇÃO', 'CONCEIÇÃO'],
])('the mark of %s is that of a language that has it', (read, spelled) => {
  expect(spelledAsIn(null, read)).toBe(spelled);
});
