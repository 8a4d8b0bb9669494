import { expect, test } from 'vitest';
import {
  hasPersonalNumberForm,
  personalNumberHolds,
  readPersonalNumber,
} from '#engine/document/tables/personal-numbers.js';

// Examples that the registers, their laws or their documentation publish, none of a living person; what each says of
// date of birth and sex, where it says something.
const examples: readonly (readonly [state: string, number: string, dateOfBirth: string | null, sex: string | null])[] =
  [
    ['BEL', '85.07.30-033.28', '1985-07-30', 'M'],
    ['BGR', '7523169263', '1875-03-16', 'M'],
    ['BIH', '0101006500006', '2006-01-01', 'M'],
    ['CHN', '11010519491231002X', '1949-12-31', 'F'],
    ['CZE', '736028/5163', '1973-10-28', 'F'],
    ['DNK', '211062-5629', '1862-10-21', 'M'],
    ['EST', '38001085718', '1980-01-08', 'M'],
    ['FIN', '131052-308T', '1952-10-13', 'F'],
    ['KOR', '971013-9019902', '1897-10-13', 'M'],
    ['LTU', '33309240064', '1933-09-24', 'M'],
    ['LVA', '161175-19997', '1975-11-16', null],
    ['MEX', 'BOXW310820HNERXN09', '1931-08-20', 'M'],
    ['MKD', '0101006500006', '2006-01-01', 'M'],
    ['MNE', '0101006500006', '2006-01-01', 'M'],
    ['NOR', '15108695088', '1986-10-15', 'F'],
    ['POL', '44051401359', '1944-05-14', 'M'],
    ['ROU', '1800101221144', '1980-01-01', 'M'],
    ['SRB', '0101006500006', '2006-01-01', 'M'],
    ['SVN', '0101006500006', '2006-01-01', 'M'],
    ['SWE', '811228-9874', '-81-12-28', 'M'],
    ['SWE', '19811228-9874', '1981-12-28', 'M'],
    ['TWN', 'A123456789', null, 'M'],
    ['UKR', '1759013776', '1948-02-28', 'M'],
    ['ZAF', '7503305044089', '-75-03-30', 'M'],
    ['ITA', 'RCCMNL83S18D969H', '-83-11-18', 'M'],
    ['ISL', '120174-3399', '1974-01-12', null],
  ];
test.each(examples)('the personal number of %s %s says: born %s, %s', (state, number, dateOfBirth, sex) => {
  expect(readPersonalNumber(state, number)).toEqual({ dateOfBirth, sex });
});

// Numbers that say nothing of their holder; HUN and KAZ are worked out by hand after the law's rule.
const silent: readonly (readonly [state: string, number: string])[] = [
  ['BRA', '390.533.447-05'],
  ['CHL', '12.345.678-5'],
  ['DOM', '001-1391820-5'],
  ['ECU', '171430710-3'],
  ['ESP', '99999999R'],
  ['ESP', '00000023T'],
  ['HKG', 'G123456(A)'],
  ['HRV', '94577403194'],
  ['IND', '2341 2341 2346'],
  ['IRN', '0499370899'],
  ['ISR', '039337423'],
  ['NLD', '111222333'],
  ['THA', '1-2345-45678-78-1'],
  ['TUR', '10000000146'],
  ['URY', '1.234.567-2'],
];
test.each(silent)('the personal number of %s %s says nothing of its holder', (state, number) => {
  expect(readPersonalNumber(state, number)).toBeNull();
});

test.each([
  ...examples.map(([state, number]) => [state, number] as const),
  ...silent,
  ['HUN', '1-800101-0016'] as const,
  ['KAZ', '850101300015'] as const,
])('the personal number of %s %s holds, and not with its last digit changed', (state, number) => {
  expect(hasPersonalNumberForm(state, number)).toBe(true);
  expect(personalNumberHolds(state, number)).toBe(true);
  if (state === 'ISL') return; // its last digit is the century's
  const last = number.replace(/\)$/, '').at(-1)!;
  const other = /\d/.test(last) ? String((Number(last) + 1) % 10) : last === 'A' ? '7' : 'B';
  const changed = number.replace(/\)$/, '').slice(0, -1) + (state === 'FIN' ? 'A' : other);
  expect(personalNumberHolds(state, changed)).not.toBe(true);
});

test('where numbers without a check are issued, failing it says nothing', () => {
  expect(personalNumberHolds('DNK', '211062-5630')).toBeNull();
  expect(personalNumberHolds('KOR', '971013-9019903')).toBeNull();
  expect(personalNumberHolds('KOR', '971013')).toBe(false);
});

test('what is added to months and days is taken off, whatever it says', () => {
  expect(readPersonalNumber('NOR', '55108695088')?.dateOfBirth).toBe('1986-10-15');
  expect(readPersonalNumber('SWE', '19811288-9874')?.dateOfBirth).toBe('1981-12-28');
  expect(readPersonalNumber('CZE', '042215/0008')).toEqual({ dateOfBirth: '2004-02-15', sex: 'M' });
  expect(readPersonalNumber('CZE', '047215/0008')).toEqual({ dateOfBirth: '2004-02-15', sex: 'F' });
  expect(readPersonalNumber('BGR', '7543169263')?.dateOfBirth).toBe('2075-03-16');
  expect(readPersonalNumber('ITA', 'RCCMNL83S58D969H')).toEqual({ dateOfBirth: '-83-11-18', sex: 'F' });
  expect(readPersonalNumber('ITA', 'RCCMNLULSMUD969H')).toEqual({ dateOfBirth: '-80-11-18', sex: 'M' });
});

test('a number of a date that does not exist says nothing', () => {
  expect(readPersonalNumber('EST', '38002305718')).toBeNull();
  expect(readPersonalNumber('SWE', '000229-1234')?.dateOfBirth).toBe('-00-02-29');
});

test('a number of the wrong form does not hold, and a state without a rule says nothing', () => {
  expect(personalNumberHolds('EST', '3800108571')).toBe(false);
  expect(hasPersonalNumberForm('EST', '3800108571')).toBe(false);
  expect(personalNumberHolds('CZE', '535723/099')).toBeNull();
  expect(personalNumberHolds('UTO', '38001085718')).toBeNull();
  expect(personalNumberHolds('toString', '1')).toBeNull();
  expect(personalNumberHolds(null, '1')).toBeNull();
  expect(readPersonalNumber('UTO', '38001085718')).toBeNull();
});
