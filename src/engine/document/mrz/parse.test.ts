import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DocumentFieldName } from '#domain/document.js';
import { documentFieldsSchema } from '#domain/document.js';
import { characterClasses } from '#engine/document/mrz/layout.js';
import { parseMrz, type ParsedMrz } from '#engine/document/mrz/parse.js';

const now = new Date('2025-06-15T12:00:00Z');

const values = (parsed: ParsedMrz | null): Partial<Record<DocumentFieldName, string>> =>
  Object.fromEntries(Object.entries(parsed?.fields ?? {}).map(([name, field]) => [name, field.value]));

test.each([
  ['P<UTODANGELO<<IRINA<AAAAAAAAAAAAAAAAAAAAAAAA', true],
  ['P<UTODANGELO<<IRINA<<<<<<<<<K<<<<<<<<<<<<<<<', true],
  ['P<UTOOTTTO<<LLLOYD<<<<<<<<<<<<<<<<<<<<<<<<<<', false],
])('fillers read as letters make the names malformed: %s', (line, malformed) => {
  const parsed = parseMrz({ lines: [line, 'Q836200731UTO4608220F3209044LK119359E<<<<<10'], now });
  expect(parsed?.problems.some(({ code }) => code === 'names-malformed')).toBe(malformed);
});

test('the TD3 specimen of ICAO 9303-4', () => {
  const parsed = parseMrz({
    lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
    now,
  });
  const checked = { valid: true, source: 'mrz', confidence: 1 };
  const unchecked = { valid: null, source: 'mrz', confidence: 1 };
  expect(parsed).toEqual({
    format: 'TD3',
    lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
    documentCode: 'P',
    fields: {
      documentNumber: { value: 'L898902C3', ...checked },
      issuingState: { value: 'UTO', ...unchecked },
      issuingStateName: { value: 'Utopia', ...unchecked },
      nationality: { value: 'UTO', ...unchecked },
      surname: { value: 'ERIKSSON', ...unchecked },
      givenNames: { value: 'ANNA MARIA', ...unchecked },
      dateOfBirth: { value: '1974-08-12', ...checked },
      dateOfExpiry: { value: '2012-04-15', ...checked },
      sex: { value: 'F', ...unchecked },
      personalNumber: { value: 'ZE184226B', ...checked },
    },
    optionalData: ['ZE184226B'],
    checkDigits: { documentNumber: true, dateOfBirth: true, dateOfExpiry: true, personalNumber: true, composite: true },
    checkDigitsHold: true,
    latestExpiry: null,
    problems: [],
  });
});

test.each([
  ['TD1', ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<']],
  ['TD2', ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6']],
])('the %s specimen of ICAO 9303', (format, lines) => {
  const parsed = parseMrz({ lines, now });
  expect(parsed).toMatchObject({
    format,
    documentCode: 'I',
    optionalData: [],
    checkDigits: { documentNumber: true, dateOfBirth: true, dateOfExpiry: true, composite: true },
    checkDigitsHold: true,
    problems: [],
  });
  expect(values(parsed)).toEqual({
    documentNumber: 'D23145890',
    issuingState: 'UTO',
    issuingStateName: 'Utopia',
    nationality: 'UTO',
    surname: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    dateOfBirth: '1974-08-12',
    dateOfExpiry: '2012-04-15',
    sex: 'F',
  });
});

test.each([
  ['IDESPBAA000589599999999R<<<<<<', '4001016F9901018ESP<<<<<<<<<<<7', '9999-01-01'],
  ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F9901018UTO<<<<<<<<<<<2', '1999-01-01'],
])('99-01-01 is no end on cards of Spain alone: %s', (first, second, dateOfExpiry) => {
  const parsed = parseMrz({ lines: [first, second, 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'], now });
  expect(parsed?.fields.dateOfExpiry).toEqual({ value: dateOfExpiry, valid: true, source: 'mrz', confidence: 1 });
});

test.each([
  [
    'MRV-A',
    ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
    ['6ZE184226B'],
  ],
  ['MRV-B', ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'L8988901C4XXX4009078F9612109<<<<<<<<'], []],
])('the %s specimen of ICAO 9303-7', (format, lines, optionalData) => {
  const parsed = parseMrz({ lines, now });
  expect(parsed).toMatchObject({ format, documentCode: 'V', optionalData, checkDigitsHold: true, problems: [] });
  expect(values(parsed)).toEqual({
    documentNumber: 'L8988901C',
    issuingState: 'UTO',
    issuingStateName: 'Utopia',
    nationality: 'XXX',
    surname: 'ERIKSSON',
    givenNames: 'ANNA MARIA',
    dateOfBirth: '1940-09-07',
    dateOfExpiry: '1996-12-10',
    sex: 'F',
  });
});

test('the long document number of a TD1 goes on in the optional data (ICAO 9303-5, note j)', () => {
  const parsed = parseMrz({
    lines: ['I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'],
    now,
  });
  expect(parsed?.fields.documentNumber).toEqual({ value: 'D23145890734', valid: true, source: 'mrz', confidence: 1 });
  expect(parsed?.checkDigitsHold).toBe(true);
  expect(parsed?.optionalData).toEqual([]);
  expect(parsed?.fields.dateOfBirth?.value).toBe('1934-07-12');
});

test('a card’s optional data are the personal number where the issuing state’s check holds', () => {
  const card = (optionalData: string) =>
    parseMrz({
      lines: [`IDESTAS00022623${optionalData}<<<<`, '8001081M2808189EST<<<<<<<<<<<0', 'ROE<<JOHN<<<<<<<<<<<<<<<<<<<<<'],
      now,
    });
  expect(card('38001085718')?.fields.personalNumber?.value).toBe('38001085718');
  expect(card('38001085719')?.fields.personalNumber).toBeUndefined();
});

const td3 = (dataLine: string, nameLine = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<') =>
  parseMrz({ lines: [nameLine, dataLine], now });

test('a misread number is given as it stands, marked by its own check digit and the composite', () => {
  const parsed = td3('L898902C86UTO7408122F1204159ZE184226B<<<<<10');
  expect(parsed?.fields.documentNumber).toMatchObject({ value: 'L898902C8', valid: false });
  expect(parsed?.fields.dateOfBirth).toMatchObject({ valid: true });
  expect(parsed?.checkDigitsHold).toBe(false);
  expect(parsed?.problems).toEqual([
    { code: 'check-digit-failed', subject: 'documentNumber' },
    { code: 'check-digit-failed', subject: 'composite' },
  ]);
});

test('Germany’s D is DEU, an unknown code is not valid', () => {
  expect(td3('L898902C36D<<7408122F1204159ZE184226B<<<<<10')?.fields.nationality).toMatchObject({
    value: 'DEU',
    valid: null,
  });
  const unknown = td3('L898902C36QQQ7408122F1204159ZE184226B<<<<<10');
  expect(unknown?.fields.nationality).toMatchObject({ value: 'QQQ', valid: false });
  expect(unknown?.problems).toContainEqual({ code: 'state-code-unknown', subject: 'nationality' });
});

test('an unknown day of birth leaves the field out, an impossible day marks it', () => {
  const unknown = td3('L898902C36UTO7408<<6F1204159ZE184226B<<<<<10');
  expect(unknown?.fields.dateOfBirth).toBeUndefined();
  expect(unknown?.problems).toContainEqual({ code: 'date-incomplete', subject: 'dateOfBirth' });
  const impossible = td3('L898902C36UTO7402302F1204159ZE184226B<<<<<10');
  expect(impossible?.fields.dateOfBirth).toMatchObject({ value: '740230', valid: false });
});

test('an unspecified sex is X, another letter is not valid', () => {
  expect(td3('L898902C36UTO7408122<1204159ZE184226B<<<<<10')?.fields.sex).toMatchObject({ value: 'X', valid: null });
  expect(td3('L898902C36UTO7408122H1204159ZE184226B<<<<<10')?.fields.sex).toMatchObject({ value: 'H', valid: false });
});

test('empty optional data may have < or 0 as its check digit', () => {
  for (const digit of ['<', '0']) {
    expect(td3(`L898902C36UTO7408122F1204159<<<<<<<<<<<<<<${digit}8`)?.checkDigits.personalNumber).toBe(true);
  }
  expect(td3('L898902C36UTO7408122F1204159ZE184226B<<<<<<0')?.checkDigits.personalNumber).toBe(false);
});

test('names: no secondary identifier, truncation, a digit', () => {
  const data = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10';
  const one = td3(data, 'P<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<');
  expect(one?.fields.surname?.value).toBe('ARKFREITH');
  expect(one?.fields.givenNames).toBeUndefined();
  const full = td3(data, 'P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K');
  expect(full?.fields.givenNames?.value).toBe('CHAYAPA DEJTHAMRONG K');
  expect(full?.problems).toEqual([{ code: 'names-truncated', subject: 'givenNames' }]);
  const digit = td3(data, 'P<UTOERIK5SON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<');
  expect(digit?.fields.surname).toMatchObject({ value: 'ERIK5SON', valid: false });
});

test('a field is as sure as its least sure character', () => {
  const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
  const confidences = lines.map((line) => [...line].map(() => 0.99));
  confidences[1]![3] = 0.4;
  const parsed = parseMrz({ lines, now, characterConfidences: confidences });
  expect(parsed?.fields.documentNumber?.confidence).toBe(0.4);
  expect(parsed?.fields.dateOfBirth?.confidence).toBe(0.99);
});

test.each([[[]], [['']], [['P<UTO', 'L898902C3']], [['P'.repeat(44), 'P'.repeat(43)]], [['A'.repeat(44)]]])(
  'lines that no format has are no MRZ: %j',
  (lines) => {
    expect(parseMrz({ lines, now })).toBeNull();
  },
);

const alphabet = fc.constantFrom(...characterClasses.alphanumeric);
const shapes = fc.constantFrom([3, 30] as const, [2, 36] as const, [2, 44] as const);

test('whatever the lines hold, the fields keep the domain’s schema', () => {
  const anyLines = shapes.chain(([count, length]) =>
    fc.array(
      fc.oneof(
        fc.string({ unit: alphabet, minLength: length, maxLength: length }),
        fc.string({ unit: 'binary-ascii', minLength: length, maxLength: length }),
      ),
      { minLength: count, maxLength: count },
    ),
  );
  fc.assert(
    fc.property(anyLines, (lines) => {
      const parsed = parseMrz({ lines, now });
      expect(parsed).not.toBeNull();
      expect(() => documentFieldsSchema.parse(parsed!.fields)).not.toThrow();
      for (const name of ['dateOfBirth', 'dateOfExpiry'] as const) {
        const field = parsed!.fields[name];
        if (field?.valid) expect(field.value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      }
      expect(parsed!.checkDigitsHold).toBe(parsed!.problems.every(({ code }) => code !== 'check-digit-failed'));
    }),
  );
});

test('one changed digit of a date never passes its check digit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 13, max: 18 }), fc.integer({ min: 1, max: 9 }), (column, step) => {
      const line = [...'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
      line[column] = String((Number(line[column]) + step) % 10);
      expect(td3(line.join(''))?.checkDigits.dateOfBirth).toBe(false);
    }),
  );
});
