import { expect, test } from 'vitest';
import { personalNumberHolds } from '#engine/document/tables/personal-numbers.js';

// Examples that the registers or their documentation publish, none of a living person.
test.each([
  ['EST', '38001085718'],
  ['LTU', '33309240064'],
  ['HRV', '94577403194'],
  ['POL', '44051401359'],
  ['ESP', '99999999R'],
  ['ESP', '00000023T'],
  ['FIN', '131052-308T'],
  ['SWE', '811228-9874'],
  ['BEL', '85.07.30-033.28'],
  ['NLD', '111222333'],
  ['BGR', '7523169263'],
  ['SVN', '0101006500006'],
  ['SRB', '0101006500006'],
  ['TUR', '10000000146'],
  ['NOR', '29029900157'],
  ['CZE', '736028/5163'],
  ['ROU', '1800101221144'],
])('the personal number of %s %s holds, and not with its last digit changed', (state, number) => {
  expect(personalNumberHolds(state, number)).toBe(true);
  const last = number.at(-1)!;
  const other = /\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'A' ? 'B' : 'A';
  expect(personalNumberHolds(state, number.slice(0, -1) + other)).toBe(false);
});

test('a number of the wrong form does not hold, and a state without a rule says nothing', () => {
  expect(personalNumberHolds('EST', '3800108571')).toBe(false);
  expect(personalNumberHolds('CZE', '535723/099')).toBeNull();
  expect(personalNumberHolds('UTO', '38001085718')).toBeNull();
  expect(personalNumberHolds('toString', '1')).toBeNull();
  expect(personalNumberHolds(null, '1')).toBeNull();
});
