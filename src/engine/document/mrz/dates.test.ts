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

test.each([
  ['74<<<<', 'incomplete'],
  ['7408<<', 'incomplete'],
  ['<<<<<<', 'incomplete'],
  ['740800', 'incomplete'],
  ['740230', 'impossible'],
  ['741301', 'impossible'],
  ['7<0812', 'impossible'],
  ['7408I2', 'impossible'],
  ['74081', 'impossible'],
] as const)('%s is %s', (text, kind) => {
  expect(parseMrzDate(text, 'birth', now)).toEqual({ kind });
});
