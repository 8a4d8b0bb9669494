import { expect, test } from 'vitest';
import { parseMrzDate } from '#engine/document/mrz/dates.js';

const now = new Date('2025-06-15T12:00:00Z');

test.each([
  ['740812', 'birth', '1974-08-12'],
  ['250615', 'birth', '2025-06-15'],
  ['250616', 'birth', '1925-06-16'],
  ['000229', 'birth', '2000-02-29'],
  ['120415', 'expiry', '2012-04-15'],
  ['741231', 'expiry', '2074-12-31'],
  ['760101', 'expiry', '1976-01-01'],
  ['991231', 'expiry', '1999-12-31'],
] as const)('%s as %s is %s', (text, role, iso) => {
  expect(parseMrzDate(text, role, now)).toEqual({ kind: 'complete', iso });
});

test.each(['740230', '741301', '7413<<', '7<0812', '7408I2', '74081'])('%s is no date', (text) => {
  expect(parseMrzDate(text, 'birth', now)).toEqual({ kind: 'impossible' });
});

test.each(['74<<<<', '7408<<', '<<<<<<', '740800'])('%s is incomplete, and a birth has no last day', (text) => {
  expect(parseMrzDate(text, 'birth', now)).toEqual({ kind: 'incomplete', notAfter: null });
});

test.each([
  ['2402<<', '2024-02-29'],
  ['240200', '2024-02-29'],
  ['24<<<<', '2024-12-31'],
  ['240000', '2024-12-31'],
  ['24<<15', '2024-12-31'],
  ['00<<<<', '2000-12-31'],
  ['<<<<<<', null],
  ['<<0215', null],
  // Some issuers' way of writing that nothing is known.
  ['000000', null],
])('an expiry of %s is no later than %s', (text, notAfter) => {
  expect(parseMrzDate(text, 'expiry', now)).toEqual({ kind: 'incomplete', notAfter });
});
