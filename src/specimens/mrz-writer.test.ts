import fc from 'fast-check';
import { expect, test } from 'vitest';
import { icaoMrzFormats } from '#domain/document.js';
import { parseMrz } from '#engine/document/mrz/parse.js';
import { writeMrz, type MrzContent } from '#specimens/mrz-writer.js';

const now = new Date('2010-01-01T00:00:00Z');
const anna: MrzContent = {
  documentCode: 'P',
  issuingState: 'UTO',
  surname: 'Eriksson',
  givenNames: 'Anna Maria',
  documentNumber: 'L898902C3',
  nationality: 'UTO',
  dateOfBirth: '1974-08-12',
  sex: 'F',
  dateOfExpiry: '2012-04-15',
};

test('the passport specimen of ICAO 9303-4', () => {
  expect(writeMrz('TD3', { ...anna, optionalData: 'ZE184226B' })).toEqual([
    'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
    'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
  ]);
});

test('the card specimens of ICAO 9303-5 and -6', () => {
  const card = { ...anna, documentCode: 'I', documentNumber: 'D23145890' };
  expect(writeMrz('TD1', card)).toEqual([
    'I<UTOD231458907<<<<<<<<<<<<<<<',
    '7408122F1204159UTO<<<<<<<<<<<6',
    'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  ]);
  expect(writeMrz('TD2', card)).toEqual([
    'I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<',
    'D231458907UTO7408122F1204159<<<<<<<6',
  ]);
});

test('the visa specimens of ICAO 9303-7', () => {
  const visa: MrzContent = {
    ...anna,
    documentCode: 'V',
    documentNumber: 'L8988901C',
    nationality: 'XXX',
    dateOfBirth: '1940-09-07',
    dateOfExpiry: '1996-12-10',
  };
  expect(writeMrz('MRV-A', { ...visa, optionalData: '6ZE184226B' })).toEqual([
    'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
    'L8988901C4XXX4009078F96121096ZE184226B<<<<<<',
  ]);
  expect(writeMrz('MRV-B', visa)).toEqual([
    'V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<',
    'L8988901C4XXX4009078F9612109<<<<<<<<',
  ]);
});

test('a long document number goes on in the optional data of a card', () => {
  // The example of ICAO 9303-5: D23145890734 with check digit 9.
  const card = { ...anna, documentCode: 'I', documentNumber: 'D23145890734', dateOfBirth: '1934-07-12' };
  expect(writeMrz('TD1', { ...card, sex: 'M', dateOfExpiry: '1995-07-12' })).toEqual([
    'I<UTOD23145890<7349<<<<<<<<<<<',
    '3407127M9507122UTO<<<<<<<<<<<2',
    'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
  ]);
});

test('marks, hyphens and apostrophes are written as ICAO 9303-3 says', () => {
  const lines = writeMrz('TD3', { ...anna, surname: "D'Arc-Müller", givenNames: 'Łucja  Åse', sex: 'X' });
  expect(lines[0]).toBe('P<UTODARC<MUELLER<<LUCJA<AASE<<<<<<<<<<<<<<<');
  expect(lines[1]!.charAt(20)).toBe('<');
});

test("Germany's code in the MRZ is one letter", () => {
  const [first, second] = writeMrz('TD3', { ...anna, issuingState: 'DEU', nationality: 'DEU' });
  expect([first!.slice(0, 5), second!.slice(10, 13)]).toEqual(['P<D<<', 'D<<']);
});

test('names that are too long are cut, and end in a letter', () => {
  const cut = (surname: string, givenNames: string) => writeMrz('TD1', { ...anna, surname, givenNames })[2];
  expect(cut('Papandropoulous', 'Jonathon Alec Bartholomew')).toBe('PAPANDROPOULOUS<<JONATHON<ALEC');
  expect(cut('Nilavadhanananda', 'Chayapa Dejthamrong')).toBe('NILAVADHANANANDA<<CHAYAPA<DEJT');
  // Cutting at 30 would end in the filler after JONATHON: one letter of the surname goes instead.
  expect(cut('Papandropoulousxyzabc', 'Jonath Alec')).toBe('PAPANDROPOULOUSXYZAB<<JONATH<A');
  expect(cut('Bennelong Wooloomooloo Warrandyte', 'Dingo')).toBe('BENNELONG<WOOLOOMOOLOO<WARR<<D');
});

test('a value that the alphabet cannot hold is a mistake of the caller', () => {
  expect(() => writeMrz('TD3', { ...anna, surname: 'Иванова' })).toThrow('alphabet');
  expect(() => writeMrz('TD3', { ...anna, documentNumber: 'L898902C35' })).toThrow('longer');
});

test('the parser reads back what was written', () => {
  const name = fc.stringMatching(/^[A-Z]{1,12}( [A-Z]{1,9})?$/);
  const content = fc.record({
    surname: name,
    givenNames: name,
    documentNumber: fc.stringMatching(/^[A-Z0-9]{9}$/),
    sex: fc.constantFrom('M' as const, 'F' as const, 'X' as const),
  });
  fc.assert(
    fc.property(content, fc.constantFrom(...icaoMrzFormats), (random, format) => {
      const documentCode = format === 'TD3' ? 'P' : format.startsWith('MRV') ? 'V' : 'I';
      const lines = writeMrz(format, { ...anna, ...random, documentCode });
      const parsed = parseMrz({ lines, now })!;
      expect(parsed.format).toBe(format);
      expect(parsed.checkDigitsHold).toBe(true);
      expect(parsed.fields.documentNumber?.value).toBe(random.documentNumber);
      expect(parsed.fields.dateOfBirth?.value).toBe('1974-08-12');
      if (!parsed.problems.some((problem) => problem.code === 'names-truncated')) {
        expect(parsed.fields.surname?.value).toBe(random.surname);
        expect(parsed.fields.givenNames?.value).toBe(random.givenNames);
      }
    }),
    { numRuns: 200 },
  );
});

test('the French card of 1988 as published, but for department and office on its first line', () => {
  const card: MrzContent = {
    ...anna,
    documentCode: 'ID',
    issuingState: 'FRA',
    surname: 'BERTHIER',
    givenNames: 'CORINNE',
    documentNumber: '880692310285',
    dateOfBirth: '1965-12-06',
  };
  const lines = writeMrz('FRENCH-ID', card);
  expect(lines).toEqual(['IDFRABERTHIER<<<<<<<<<<<<<<<<<923001', '8806923102858CORINNE<<<<<<<6512068F9']);
  expect(parseMrz({ lines, now })).toMatchObject({ format: 'FRENCH-ID', checkDigitsHold: true, problems: [] });
  const second = writeMrz('FRENCH-ID', { ...card, givenNames: 'Jean-Paul Ève Marie' })[1]!;
  expect(second.slice(13, 27)).toBe('JEAN<PAUL<<EVE');
});

test('a driving licence has one line of 30 that ends in its check digit', () => {
  const licence = { ...anna, documentCode: 'D1', issuingState: 'FRA', documentNumber: '13AA000026181231MARTIN' };
  // The specimen of the French licence, whose free part is given here as a number.
  expect(writeMrz('LICENCE', licence)).toEqual(['D1FRA13AA000026181231MARTIN<<9']);
  expect(writeMrz('LICENCE', { ...licence, issuingState: 'NLD', documentNumber: '15094962111659VW87Z78NB8' })).toEqual([
    'D1NLD15094962111659VW87Z78NB84',
  ]);
});

test('the Swiss driving licence as published', () => {
  const lines = writeMrz('SWISS-LICENCE', {
    ...anna,
    documentCode: 'FA',
    issuingState: 'CHE',
    surname: 'Marchand',
    givenNames: 'Fabienne',
    documentNumber: 'AAA001D',
    dateOfBirth: '1980-01-26',
    optionalData: '305142128097',
  });
  expect(lines).toEqual(['AAA001D<<', 'FACHE305142128097<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<']);
});
