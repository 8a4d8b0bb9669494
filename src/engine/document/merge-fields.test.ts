import { expect, test } from 'vitest';
import type { DocumentField, DocumentFields } from '#domain/document.js';
import { mergeFields } from '#engine/document/merge-fields.js';
import { parseMrz } from '#engine/document/mrz/parse.js';

const now = new Date('2025-06-15T12:00:00Z');
const mrz = (
  dataLine = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
  nameLine = 'P<UTOMAENNIK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<',
) => parseMrz({ lines: [nameLine, dataLine], now });
const printed = (value: string, valid: DocumentField['valid'] = null): DocumentField => ({
  value,
  valid,
  source: 'visual-zone',
  confidence: 0.9,
});
const merge = (visualZone: DocumentFields, parsed = mrz(), mrzTrusted = true) =>
  mergeFields({ mrz: parsed, mrzTrusted, visualZone });

test('agreement vouches for the value, and the printed spelling is kept beside it', () => {
  const merged = merge({ surname: printed('Männik'), documentNumber: printed('L 898902 C3') });
  expect(merged.fields.surname).toEqual({ value: 'MAENNIK', valid: true, source: 'mrz', confidence: 1 });
  expect(merged.fields.documentNumber).toEqual({ value: 'L898902C3', valid: true, source: 'mrz', confidence: 1 });
  expect(merged.printedSpellings).toEqual({ surname: 'Männik', documentNumber: 'L 898902 C3' });
  expect(merged.discrepancies).toEqual([]);
  expect(merged.withheld).toEqual({});
});

test('where the check digit holds the MRZ wins, and the disagreement is recorded', () => {
  const merged = merge({ documentNumber: printed('L898902O3'), dateOfBirth: printed('1974-08-21') });
  expect(merged.fields.documentNumber).toMatchObject({ value: 'L898902C3', source: 'mrz' });
  expect(merged.fields.dateOfBirth).toMatchObject({ value: '1974-08-12', source: 'mrz' });
  expect(merged.discrepancies).toEqual([
    { field: 'documentNumber', mrz: 'L898902C3', visualZone: 'L898902O3', kind: 'different' },
    { field: 'dateOfBirth', mrz: '1974-08-12', visualZone: '1974-08-21', kind: 'different' },
  ]);
});

test('where the check digit fails the printed value is given, and nothing without one', () => {
  const failing = mrz('L898902C86UTO7408122F1204159ZE184226B<<<<<10');
  expect(merge({ documentNumber: printed('L898902C3') }, failing, false).fields.documentNumber).toMatchObject({
    value: 'L898902C3',
    valid: null,
    source: 'visual-zone',
  });
  const alone = merge({}, failing, false);
  expect(alone.fields.documentNumber).toBeUndefined();
  expect(alone.withheld).toEqual({ documentNumber: 'check-digit-failed' });
});

test('lookalikes are told from other differences', () => {
  const parsed = mrz(undefined, 'P<UTOBOLTON<<ANNA<<<<<<<<<<<<<<<<<<<<<<<<<<<');
  const [discrepancy] = merge({ surname: printed('B0LT0N'), givenNames: printed('ANNA') }, parsed).discrepancies;
  expect(discrepancy).toEqual({ field: 'surname', mrz: 'BOLTON', visualZone: 'B0LT0N', kind: 'lookalike' });
});

test('the printed year settles the century, the printed name what the MRZ cut off', () => {
  expect(merge({ dateOfExpiry: printed('2112-04-15') }).fields.dateOfExpiry).toMatchObject({
    value: '2112-04-15',
    valid: true,
    source: 'visual-zone',
  });
  const cut = mrz(undefined, 'P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K');
  expect(merge({ givenNames: printed('CHAYAPA DEJTHAMRONG KRASUANG') }, cut).fields.givenNames).toMatchObject({
    value: 'CHAYAPA DEJTHAMRONG KRASUANG',
    source: 'visual-zone',
  });
});

test('an unsure MRZ yields to a surer printed name', () => {
  const unsure = parseMrz({
    lines: ['P<UTOMAENNIK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
    now,
    characterConfidences: [Array<number>(44).fill(0.4), Array<number>(44).fill(0.4)],
  });
  expect(merge({ surname: printed('MANNING') }, unsure, false).fields.surname?.value).toBe('MANNING');
  expect(merge({ surname: printed('MANNING') }, unsure, true).fields.surname?.value).toBe('MAENNIK');
});

test('without an MRZ the visual zone stands alone; what cannot be is withheld', () => {
  const merged = merge({ surname: printed('DOE'), dateOfIssue: printed('2030-01-01', false) }, null, false);
  expect(merged.fields).toEqual({ surname: printed('DOE') });
  expect(merged.withheld).toEqual({ dateOfIssue: 'value-impossible' });
});

test('an incomplete date and an unknown state are withheld with their reasons', () => {
  const merged = merge({}, mrz('L898902C36QQQ7408<<6F1204159ZE184226B<<<<<10'), false);
  expect(merged.withheld).toEqual({ dateOfBirth: 'date-incomplete', nationality: 'value-impossible' });
});
