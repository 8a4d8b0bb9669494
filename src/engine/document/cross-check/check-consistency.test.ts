import { expect, test } from 'vitest';
import type { DocumentField, DocumentFields, DocumentType } from '#domain/document.js';
import { checkConsistency } from '#engine/document/cross-check/check-consistency.js';
import { mergeZones } from '#engine/document/cross-check/merge-zones.js';
import type { Zones } from '#engine/document/cross-check/zones.js';
import { parseMrz } from '#engine/document/mrz/parse.js';

const now = new Date('2025-06-15T12:00:00Z');
const printed = (value: string, valid: DocumentField['valid'] = null): DocumentField => ({
  value,
  valid,
  source: 'visual-zone',
  confidence: 0.9,
});
const check = (visualZone: DocumentFields, others: Partial<Zones> = {}, type: DocumentType = 'passport') => {
  const zones: Zones = { mrz: null, mrzTrusted: false, visualZone, printedFullName: null, barcode: null, ...others };
  return checkConsistency({ zones, merged: mergeZones(zones), type, now });
};
const warningsOf = (...input: Parameters<typeof check>) => check(...input).warnings;
const mrz = (dataLine: string, nameLine = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<') => ({
  mrz: parseMrz({ lines: [nameLine, dataLine], now }),
  mrzTrusted: true,
});
const specimen = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';

test('an expired document with nothing else against it', () => {
  expect(check({}, mrz(specimen))).toEqual({
    warnings: ['expired'],
    ageYears: 50,
    fullName: { value: 'ANNA MARIA ERIKSSON', composed: true },
  });
});

test.each([
  ['2025-06-15', []],
  ['2025-06-14', []],
  ['2025-06-13', ['expired']],
])('a document runs through its last day in the last time zone: %s', (dateOfExpiry, warnings) => {
  const justBeforeNoon = new Date('2025-06-15T11:59:00Z');
  const zones: Zones = { mrz: null, mrzTrusted: false, visualZone: {}, printedFullName: null, barcode: null };
  const merged = mergeZones({ ...zones, visualZone: { dateOfExpiry: printed(dateOfExpiry) } });
  expect(checkConsistency({ zones, merged, type: 'passport', now: justBeforeNoon }).warnings).toEqual(warnings);
});

test.each<[string, DocumentType, Record<string, string>, string[]]>([
  ['in order', 'passport', { dateOfBirth: '1990-05-01', dateOfIssue: '2020-05-01', dateOfExpiry: '2030-05-01' }, []],
  ['ten years and nine months', 'passport', { dateOfIssue: '2016-01-01', dateOfExpiry: '2026-10-01' }, []],
  [
    'twelve years',
    'passport',
    { dateOfIssue: '2016-01-01', dateOfExpiry: '2028-01-01' },
    ['validity-period-implausible'],
  ],
  ['twelve years', 'drivers_license', { dateOfIssue: '2016-01-01', dateOfExpiry: '2028-01-01' }, []],
  [
    'a card without end',
    'id_card',
    { dateOfBirth: '1950-01-01', dateOfIssue: '2016-01-01', dateOfExpiry: '9999-12-31' },
    [],
  ],
  [
    'a young one without end',
    'id_card',
    { dateOfBirth: '1990-01-01', dateOfIssue: '2016-01-01', dateOfExpiry: '9999-12-31' },
    ['validity-period-implausible'],
  ],
  ['issued before birth', 'passport', { dateOfBirth: '1990-05-01', dateOfIssue: '1989-05-01' }, ['dates-inconsistent']],
  ['issued on the day of birth', 'passport', { dateOfBirth: '2025-05-01', dateOfIssue: '2025-05-01' }, []],
  [
    'expired before it was issued',
    'passport',
    { dateOfIssue: '2020-05-01', dateOfExpiry: '2020-05-01' },
    ['expired', 'dates-inconsistent'],
  ],
  ['another century', 'passport', { dateOfExpiry: '2116-01-01' }, ['dates-inconsistent']],
  ['another century', 'visa', { dateOfBirth: '1940-01-01', dateOfExpiry: '2116-01-01' }, ['dates-inconsistent']],
  ['another century', 'residence_permit', { dateOfExpiry: '2116-01-01' }, ['dates-inconsistent']],
  ['another century', 'id_card', { dateOfBirth: '1990-01-01', dateOfExpiry: '2116-01-01' }, ['dates-inconsistent']],
  ['fifty years for the old', 'id_card', { dateOfBirth: '1950-01-01', dateOfExpiry: '2075-06-15' }, []],
  ['without end', 'residence_permit', { dateOfBirth: '1990-01-01', dateOfExpiry: '9999-12-31' }, []],
  ['until an age', 'drivers_license', { dateOfBirth: '2007-01-01', dateOfExpiry: '2082-01-01' }, []],
  ['born tomorrow', 'passport', { dateOfBirth: '2025-06-17' }, ['date-in-future']],
  ['born 121 years ago', 'passport', { dateOfBirth: '1904-06-01' }, ['age-implausible']],
])('dates: %s (%s)', (_name, type, dates, warnings) => {
  const fields = Object.fromEntries(Object.entries(dates).map(([name, value]) => [name, printed(value)]));
  expect(warningsOf(fields, {}, type)).toEqual(warnings);
});

test('a date that is withheld because it contradicts another still tells', () => {
  const fields = { dateOfIssue: printed('2030-01-01', false), dateOfExpiry: printed('2029-01-01', false) };
  expect(warningsOf(fields)).toEqual(['date-in-future', 'dates-inconsistent']);
});

test('print that contradicts itself does not explain why it differs from the MRZ', () => {
  const valid = 'L898902C36UTO7408122F3001019ZE184226B<<<<<16';
  const expired = { dateOfIssue: printed('2021-01-01', false), dateOfExpiry: printed('2020-01-01', false) };
  expect(warningsOf(expired, mrz(valid))).toEqual(['mrz-visual-zone-mismatch']);
  const young = { dateOfBirth: printed('2012-01-01', false), dateOfIssue: printed('2011-01-01', false) };
  expect(warningsOf(young, mrz(valid))).toContain('mrz-visual-zone-mismatch');
});

test.each([
  ['L898902C36UTO7408122F2003<<5ZE184226B<<<<<10', ['expired', 'date-of-expiry-incomplete']],
  ['L898902C36UTO7408122F2003<<6ZE184226B<<<<<10', ['date-of-expiry-incomplete', 'mrz-check-digit-failed']],
  ['L898902C36UTO7408122F2506<<1ZE184226B<<<<<14', ['date-of-expiry-incomplete']],
  ['L898902C36UTO7408122F<<<<<<0ZE184226B<<<<<10', ['date-of-expiry-incomplete']],
])('a month that is over expires a document, its day unknown: %s', (dataLine, warnings) => {
  expect(warningsOf({}, mrz(dataLine))).toEqual(warnings);
});

test.each([
  ['L898902C86UTO7408122F1204159ZE184226B<<<<<10', ['expired', 'mrz-check-digit-failed']],
  ['L898902C36UTO7408<<6F1204159ZE184226B<<<<<10', ['expired', 'date-of-birth-incomplete', 'mrz-check-digit-failed']],
  ['L898902C36QQQ7408122F1204159ZE184226B<<<<<10', ['expired', 'mrz-value-impossible']],
])('what is wrong with an MRZ by itself: %s', (dataLine, warnings) => {
  expect(warningsOf({}, mrz(dataLine))).toEqual(warnings);
});

test('an MRZ that was not read surely, and one whose names fill it', () => {
  expect(warningsOf({}, { ...mrz(specimen), mrzTrusted: false })).toEqual(['expired', 'mrz-reading-unsure']);
  expect(warningsOf({}, mrz(specimen, 'P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K'))).toEqual([
    'expired',
    'names-truncated',
  ]);
});

test('differences between zones', () => {
  expect(warningsOf({ sex: printed('M') }, mrz(specimen))).toEqual(['expired', 'mrz-visual-zone-mismatch']);
  expect(warningsOf({ documentNumber: printed('L8989O2C3') }, mrz(specimen))).toEqual([
    'expired',
    'zones-agree-only-nearly',
  ]);
  const failing = { ...mrz('L898902C86UTO7408122F1204159ZE184226B<<<<<10'), mrzTrusted: false };
  expect(warningsOf({ documentNumber: printed('L898902D3') }, failing)).toEqual(['expired', 'mrz-check-digit-failed']);
  const barcode: DocumentFields = { sex: { ...printed('M'), source: 'barcode' } };
  expect(warningsOf({}, { ...mrz(specimen), barcode })).toEqual(['expired', 'mrz-barcode-mismatch']);
  expect(warningsOf({ sex: printed('F') }, { barcode })).toEqual(['barcode-visual-zone-mismatch']);
});

test.each([
  ['EST', '38001085718', '1980-01-08', 'M', []],
  ['EST', '38001085718', '1980-01-09', 'M', ['personal-number-inconsistent']],
  ['EST', '38001085718', '1980-01-08', 'F', ['personal-number-inconsistent']],
  ['EST', '38001085718', '1980-01-08', 'X', []],
  ['EST', '38001085719', '1980-01-08', 'M', ['personal-number-check-failed']],
  ['EST', 'A123', '1980-01-08', 'M', []],
  ['SWE', '811228-9874', '1981-12-28', 'M', []],
  ['SWE', '811228-9874', '1982-12-28', 'M', ['personal-number-inconsistent']],
  ['UTO', '38001085718', '1999-01-08', 'F', []],
])('the personal number of %s %s with %s and %s', (state, personalNumber, dateOfBirth, sex, warnings) => {
  const fields = { issuingState: state, personalNumber, dateOfBirth, sex };
  const visualZone = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, printed(value)]));
  expect(warningsOf(visualZone)).toEqual(warnings);
});

test.each([
  ['2000-06-15', 25],
  ['2000-06-16', 24],
  ['2025-06-15', 0],
  ['2025-06-16', null],
])('who is born on %s is %s years old', (dateOfBirth, ageYears) => {
  expect(check({ dateOfBirth: printed(dateOfBirth) }).ageYears).toBe(ageYears);
});

test('the full name as it is printed, where nothing divides it; null without any name', () => {
  expect(check({}, { printedFullName: 'ANNA MARIA ERIKSSON' }).fullName).toEqual({
    value: 'ANNA MARIA ERIKSSON',
    composed: false,
  });
  expect(check({ surname: printed('PELÉ') }).fullName).toEqual({ value: 'PELÉ', composed: true });
  expect(check({})).toEqual({ warnings: [], ageYears: null, fullName: null });
});
