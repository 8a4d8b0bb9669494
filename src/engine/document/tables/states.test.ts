import { expect, test } from 'vitest';
import { foldText } from '#engine/document/text/fold-text.js';
import { stateAdjectives } from '#engine/document/tables/state-adjectives.js';
import { stateWords } from '#engine/document/tables/state-words.js';
import { stateFromCode, stateFromWords, stateName, stateNamedIn } from '#engine/document/tables/states.js';

test.each([
  ['D<<', 'DEU'],
  ['D', 'DEU'],
  ['DEU', 'DEU'],
  ['UTO', 'UTO'],
  ['GBD', 'GBD'],
  ['XXA', 'XXA'],
  ['EUE', 'EUE'],
  ['SI<', null],
  ['BDR', null],
  ['<<<', null],
  ['', null],
  ['toString', null],
])('%j is %j', (code, state) => {
  expect(stateFromCode(code)).toBe(state);
});

test('states have English names', () => {
  expect(stateName('CZE')).toBe('Czechia');
});

test.each([
  ['BRITISH CITIZEN', 'GBR'],
  ['Française', 'FRA'],
  ['DEUTSCH', 'DEU'],
  ['D', 'DEU'],
  ['UTOPIAN', 'UTO'],
  ['HRVATSKO', 'HRV'],
  ['EESTI / EST', 'EST'],
  ['EESTIEST', null],
  ['REPUBLIC OF CHINA', 'TWN'],
  ["PEOPLE'S REPUBLIC OF CHINA", 'CHN'],
  ['Democratic Republic of Congo', 'COD'],
  ['ITAL1ANA', 'ITA'],
  ['NEDERLANDSE', 'NLD'],
  ['CANADIAN/CANADIENNE', 'CAN'],
  ['NIGER', 'NER'],
  ['NIGERIA', 'NGA'],
  ['DOMINICAN REPUBLIC', 'DOM'],
  ['GBR/FRA', null],
  ['ISELAND', null],
  ['PARIS', null],
  ['MARTIN', null],
  ['', null],
])('the words %j mean %j', (text, state) => {
  expect(stateFromWords(text)).toBe(state);
});

test.each([
  ['REPUBLIKAHRVATSKA/REPUBLICOF CROATIA/REPUBLIQUEDECROATIE', 'HRV'],
  ['UNITED STATES OFAMERICA', 'USA'],
  ['BUNDESREPUBLIK DEUTSCHLAND FEDERAL REPUBLIC OF GERMANY', 'DEU'],
  ['REISEPASS PASSPORT', null],
])('the heading %j names %j', (heading, state) => {
  expect(stateNamedIn(heading)).toBe(state);
});

test('no word of the tables means two states', () => {
  const meanings = new Map<string, Set<string>>();
  for (const words of [stateWords, stateAdjectives]) {
    for (const [code, list] of Object.entries(words)) {
      for (const word of list) {
        const key = foldText(word);
        meanings.set(key, (meanings.get(key) ?? new Set()).add(code));
      }
    }
  }
  expect([...meanings].filter(([, codes]) => codes.size > 1)).toEqual([]);
});
