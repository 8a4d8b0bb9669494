import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentFieldNames, type DocumentField, type DocumentFields, type FieldSource } from '#domain/document.js';
import { mergeZones } from '#engine/document/cross-check/merge-zones.js';
import type { Zones } from '#engine/document/cross-check/zones.js';
import { parseMrz } from '#engine/document/mrz/parse.js';

const now = new Date('2025-06-15T12:00:00Z');
const mrz = (
  dataLine = 'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
  nameLine = 'P<UTOMAENNIK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<',
) => parseMrz({ lines: [nameLine, dataLine], now });
const field = (source: FieldSource, value: string, valid: DocumentField['valid'] = null): DocumentField => ({
  value,
  valid,
  source,
  confidence: 0.9,
});
const printed = (value: string, valid: DocumentField['valid'] = null) => field('visual-zone', value, valid);
const coded = (value: string) => field('barcode', value);
const merge = (visualZone: DocumentFields, zones: Partial<Zones> = {}) =>
  mergeZones({ mrz: mrz(), mrzTrusted: true, visualZone, printedFullName: null, barcode: null, ...zones });

test('the printed spelling is given, and the MRZ, which is written as it says, vouches for it', () => {
  const merged = merge({ surname: printed('MÄNNIK'), givenNames: printed('Anna-Maria') });
  expect(merged.fields.surname).toEqual({
    value: 'MÄNNIK',
    valid: true,
    source: 'visual-zone',
    confidence: 1,
    confirmedBy: ['mrz'],
    transliteration: 'MAENNIK',
  });
  expect(merged.fields.givenNames).toMatchObject({ value: 'Anna-Maria', transliteration: 'ANNA MARIA' });
  expect(merged.discrepancies).toEqual([]);
  expect(merged.withheld).toEqual({});
});

test.each(['MANNIK', 'MÅNNIK', 'MÄNNiK'])('a spelling that may have lost its marks, %s, only confirms', (surname) => {
  expect(merge({ surname: printed(surname) }).fields.surname).toEqual({
    value: 'MAENNIK',
    valid: true,
    source: 'mrz',
    confidence: 1,
    confirmedBy: ['visual-zone'],
  });
});

test('numbers agree whatever stands between their characters; what one zone gives is not confirmed', () => {
  const { fields } = merge({ documentNumber: printed('L 898902 C3'), placeOfBirth: printed('ZENITH') });
  expect(fields.documentNumber).toMatchObject({ value: 'L898902C3', source: 'mrz', confirmedBy: ['visual-zone'] });
  expect(fields.placeOfBirth).toEqual({ ...printed('ZENITH'), confirmedBy: [] });
  expect(fields.sex).toMatchObject({ value: 'F', valid: null, confirmedBy: [] });
});

test('where the check digit holds the MRZ wins, and the disagreement is told', () => {
  const merged = merge({ documentNumber: printed('L898902D4'), dateOfBirth: printed('1974-12-08') });
  expect(merged.fields.documentNumber).toMatchObject({ value: 'L898902C3', source: 'mrz', confirmedBy: [] });
  expect(merged.fields.dateOfBirth).toMatchObject({ value: '1974-08-12', source: 'mrz' });
  expect(merged.discrepancies).toEqual([
    {
      field: 'documentNumber',
      kind: 'different',
      values: [
        { source: 'mrz', value: 'L898902C3' },
        { source: 'visual-zone', value: 'L898902D4' },
      ],
    },
    {
      field: 'dateOfBirth',
      kind: 'day-month-exchanged',
      values: [
        { source: 'mrz', value: '1974-08-12' },
        { source: 'visual-zone', value: '1974-12-08' },
      ],
    },
  ]);
});

test('where the check digit fails the printed value is given, and nothing without one', () => {
  const failing = { mrz: mrz('L898902C86UTO7408122F1204159ZE184226B<<<<<10'), mrzTrusted: false };
  expect(merge({ documentNumber: printed('L898902C3') }, failing).fields.documentNumber).toEqual({
    ...printed('L898902C3'),
    confirmedBy: [],
  });
  const alone = merge({}, failing);
  expect(alone.fields.documentNumber).toBeUndefined();
  expect(alone.withheld).toEqual({ documentNumber: 'check-digit-failed' });
});

test('print that agrees with a failing check digit gives the value, and vouches for nothing', () => {
  const failing = { mrz: mrz('L898902C86UTO7408122F1204159ZE184226B<<<<<10'), mrzTrusted: false };
  expect(merge({ documentNumber: printed('L898902C8') }, failing).fields.documentNumber).toEqual({
    ...printed('L898902C8'),
    confidence: 1,
    confirmedBy: ['mrz'],
  });
});

test.each([
  ['B0LT0N', 'lookalike'],
  ['BOLTON SMITH', 'incomplete'],
  ['BOLTEN', 'different'],
] as const)('%s beside BOLTON is %s, never equal', (surname, kind) => {
  const names = mrz(undefined, 'P<UTOBOLTON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<<');
  const merged = merge({ surname: printed(surname), givenNames: printed('ANNA MARIA') }, { mrz: names });
  expect(merged.discrepancies.map((discrepancy) => [discrepancy.field, discrepancy.kind])).toEqual([['surname', kind]]);
  expect(merged.fields.surname).toMatchObject({ value: 'BOLTON', source: 'mrz', confirmedBy: [] });
});

test.each([
  ['MARIA ANNA', 'reordered'],
  ['ANNA', 'incomplete'],
  ['ANNA M.', 'incomplete'],
  ['ANNA MARTA', 'different'],
] as const)('given names %s beside ANNA MARIA are %s', (givenNames, kind) => {
  expect(merge({ givenNames: printed(givenNames) }).discrepancies).toMatchObject([{ field: 'givenNames', kind }]);
});

test('names that are only divided elsewhere are told as such', () => {
  const merged = merge({ surname: printed('ANNA MÄNNIK'), givenNames: printed('MARIA') });
  expect(merged.discrepancies).toMatchObject([
    { field: 'surname', kind: 'divided' },
    { field: 'givenNames', kind: 'divided' },
  ]);
});

test('the printed year settles the century, the printed name what the MRZ cut off', () => {
  expect(merge({ dateOfExpiry: printed('2112-04-15') }).fields.dateOfExpiry).toEqual({
    ...printed('2112-04-15', true),
    confidence: 1,
    confirmedBy: ['mrz'],
  });
  const cut = mrz(undefined, 'P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K');
  expect(merge({ givenNames: printed('CHAYAPA DEJTHAMRONG KRASUANG') }, { mrz: cut }).fields.givenNames).toMatchObject({
    value: 'CHAYAPA DEJTHAMRONG KRASUANG',
    valid: true,
    source: 'visual-zone',
    confirmedBy: ['mrz'],
  });
});

test('an unsure MRZ yields to a surer printed name', () => {
  const unsure = parseMrz({
    lines: ['P<UTOMAENNIK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
    now,
    characterConfidences: [Array<number>(44).fill(0.4), Array<number>(44).fill(0.4)],
  });
  const surname = (mrzTrusted: boolean) =>
    merge({ surname: printed('MANNING') }, { mrz: unsure, mrzTrusted }).fields.surname?.value;
  expect([surname(false), surname(true)]).toEqual(['MANNING', 'MAENNIK']);
  expect(merge({ surname: printed('MÄNNIK') }, { mrz: unsure, mrzTrusted: false }).fields.surname).toMatchObject({
    value: 'MÄNNIK',
    transliteration: 'MAENNIK',
    confirmedBy: ['mrz'],
  });
});

test('without an MRZ the visual zone stands alone; what cannot be is withheld', () => {
  const merged = merge({ surname: printed('DOE'), dateOfIssue: printed('2030-01-01', false) }, { mrz: null });
  expect(merged.fields).toEqual({ surname: { ...printed('DOE'), confirmedBy: [] } });
  expect(merged.withheld).toEqual({ dateOfIssue: 'value-impossible' });
});

test('an incomplete date and an unknown state are withheld with their reasons', () => {
  const incomplete = { mrz: mrz('L898902C36QQQ7408<<6F1204159ZE184226B<<<<<10'), mrzTrusted: false };
  expect(merge({}, incomplete).withheld).toEqual({
    dateOfBirth: 'date-incomplete',
    nationality: 'value-impossible',
  });
  expect(merge({ dateOfBirth: printed('1974-08-12') }, incomplete).discrepancies).toEqual([]);
  expect(merge({ dateOfBirth: printed('1975-08-12') }, incomplete).discrepancies).toEqual([
    {
      field: 'dateOfBirth',
      kind: 'different',
      values: [
        { source: 'mrz', value: '7408<<' },
        { source: 'visual-zone', value: '1975-08-12' },
      ],
    },
  ]);
});

test('a barcode wins over print, and print over its missing marks; heights may be rounded', () => {
  const merged = merge(
    { surname: printed('NÚÑEZ'), heightCentimetres: printed('170'), eyeColour: printed('Brown') },
    { mrz: null, barcode: { surname: coded('NUNEZ'), heightCentimetres: coded('168'), eyeColour: coded('blue') } },
  );
  expect(merged.fields.surname).toMatchObject({ value: 'NÚÑEZ', transliteration: 'NUNEZ', confirmedBy: ['barcode'] });
  expect(merged.fields.heightCentimetres).toMatchObject({ value: '168', valid: true, confirmedBy: ['visual-zone'] });
  expect(merged.fields.eyeColour).toMatchObject({ value: 'blue', source: 'barcode', confirmedBy: [] });
  expect(merged.discrepancies).toMatchObject([{ field: 'eyeColour', kind: 'different' }]);
});

test('a name that fills its element of a barcode may go on in print', () => {
  const long = 'PAPADIMITRAKOPOULOS KONSTANTINOPOULOS TH';
  const merged = merge({ surname: printed(`${long}EODOROU`) }, { mrz: null, barcode: { surname: coded(long) } });
  expect(merged.fields.surname).toMatchObject({ value: `${long}EODOROU`, valid: true, confirmedBy: ['barcode'] });
});

test('three zones: each two that contradict each other are told, and agreement is counted', () => {
  const { fields, discrepancies } = merge(
    { documentNumber: printed('L898902C8') },
    { barcode: { documentNumber: coded('L898902C3') } },
  );
  expect(fields.documentNumber).toMatchObject({ value: 'L898902C3', source: 'mrz', confirmedBy: ['barcode'] });
  expect(discrepancies.map(({ values }) => values.map(({ source }) => source))).toEqual([
    ['mrz', 'visual-zone'],
    ['barcode', 'visual-zone'],
  ]);
});

test('a full name in print vouches for both names, whatever its order', () => {
  for (const printedFullName of ['ANNA MARIA MÄNNIK', 'MÄNNIK, Anna Maria', 'ANNAMARIAMAENNIK']) {
    const { fields } = merge({}, { printedFullName });
    expect(fields.surname).toMatchObject({ value: 'MAENNIK', valid: true, confirmedBy: ['visual-zone'] });
    expect(fields.givenNames).toMatchObject({ value: 'ANNA MARIA', valid: true, confirmedBy: ['visual-zone'] });
  }
  expect(merge({}, { printedFullName: 'ANNA MÄNNIK' }).fields.surname).toMatchObject({ confirmedBy: [] });
});

test('two numbers that the print has exchanged are put right by the MRZ', () => {
  const merged = merge({ documentNumber: printed('ZE184226B') });
  expect(merged.fields.documentNumber).toMatchObject({ value: 'L898902C3', confirmedBy: [] });
  expect(merged.fields.personalNumber).toMatchObject({ value: 'ZE184226B', confirmedBy: ['visual-zone'] });
  expect(merged.discrepancies).toEqual([]);
});

test("a visa's MRZ may have the number of the passport", () => {
  const visa = parseMrz({
    lines: ['V<UTOMAENNIK<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<'],
    now,
  });
  expect(merge({ documentNumber: printed('M12345678') }, { mrz: visa }).discrepancies).toEqual([]);
});

test('nationals of the United Kingdom are British in print', () => {
  const merged = merge({ nationality: printed('GBR') }, { mrz: mrz('L898902C36GBD7408122F1204159ZE184226B<<<<<10') });
  expect(merged.fields.nationality).toMatchObject({ value: 'GBD', valid: true, confirmedBy: ['visual-zone'] });
});

test('whatever the zones say, a value is one that a zone gives, and who confirms it gives the field', () => {
  const words = [
    'MÄNNIK',
    'MAENNIK',
    'MANNIK',
    '',
    'ANNA MARIA',
    'L898902C3',
    'L8989O2C3',
    '1974-08-12',
    '2074-08-12',
    'F',
    'UTO',
    '170',
  ];
  const someField = (source: FieldSource) =>
    fc.record({
      value: fc.constantFrom(...words),
      valid: fc.constantFrom(true, false, null),
      source: fc.constant(source),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
  const someFields = (source: FieldSource) =>
    fc.dictionary(fc.constantFrom(...documentFieldNames), someField(source), {
      maxKeys: 8,
    }) as fc.Arbitrary<DocumentFields>; // its keys are names
  fc.assert(
    fc.property(
      someFields('visual-zone'),
      fc.option(someFields('barcode')),
      fc.constantFrom(mrz(), null),
      fc.boolean(),
      (visualZone, barcode, parsed, mrzTrusted) => {
        const { fields } = merge(visualZone, { barcode, mrz: parsed, mrzTrusted });
        const given = [
          ...Object.values(visualZone),
          ...Object.values(barcode ?? {}),
          ...Object.values(parsed?.fields ?? {}),
        ];
        for (const { value, source, confirmedBy, transliteration } of Object.values(fields)) {
          expect(given.some((other) => other.value === value && other.source === source)).toBe(true);
          if (transliteration !== undefined) expect(given.map((other) => other.value)).toContain(transliteration);
          expect(confirmedBy).not.toContain(source);
          expect(confirmedBy.every((other) => given.some((own) => own.source === other))).toBe(true);
        }
      },
    ),
  );
});
