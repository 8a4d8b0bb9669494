import { expect, test } from 'vitest';
import { stateFromCode, stateName } from '#engine/document/tables/states.js';

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
