import { expect, test } from 'vitest';
import type { DocumentFieldName } from '#domain/document.js';
import { parseMrz, type ParsedMrz } from '#engine/document/mrz/parse.js';

const now = new Date('2018-06-15T12:00:00Z');
const parse = (...lines: string[]): ParsedMrz => parseMrz({ lines, now })!;

const values = ({ fields }: ParsedMrz): Partial<Record<DocumentFieldName, string>> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));

const problemsOf = ({ problems }: ParsedMrz): string[] => problems.map(({ code, subject }) => `${code} ${subject}`);

// The specimen of the French administration, as Wikipedia shows it.
const berthier = ['IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<', '8806923102858CORINNE<<<<<<<6512068F6'] as const;

test('the specimen of the French identity card of 1988', () => {
  const parsed = parse(...berthier);
  expect(parsed).toMatchObject({
    format: 'FRENCH-ID',
    documentCode: 'ID',
    checkDigits: { documentNumber: true, dateOfBirth: true, composite: true },
    checkDigitsHold: true,
    optionalData: [],
    problems: [],
  });
  expect(values(parsed)).toEqual({
    documentNumber: '880692310285',
    issuingState: 'FRA',
    issuingStateName: 'France',
    surname: 'BERTHIER',
    givenNames: 'CORINNE',
    dateOfBirth: '1965-12-06',
    sex: 'F',
  });
});

test('a French card of a consulate, whose numbers have letters', () => {
  const parsed = parse('IDFRATEST<NAME<<<<<<<<<<<<<<<<0CHE02', '1710GVA123451ROBERTA<<<<<<<9112311F2');
  expect(parsed.checkDigitsHold).toBe(true);
  expect(problemsOf(parsed)).toEqual([]);
  expect(parsed.optionalData).toEqual(['0CHE02']);
  expect(values(parsed)).toMatchObject({ documentNumber: '1710GVA12345', surname: 'TEST NAME', givenNames: 'ROBERTA' });
});

test('given names of a French card: two fillers between them, one inside; what may not have fitted is told', () => {
  const given = (field: string) => parse(berthier[0], `${berthier[1].slice(0, 13)}${field}${berthier[1].slice(27)}`);
  expect(given('JEAN<PAUL<<EVE').fields.givenNames?.value).toBe('JEAN PAUL EVE');
  expect(problemsOf(given('JEAN<PAUL<<EVE'))).toContain('names-truncated givenNames');
  expect(problemsOf(given('MARIE<<LOUISE<'))).toContain('names-truncated givenNames');
  expect(problemsOf(given('MARIE<<ANNE<<<'))).not.toContain('names-truncated givenNames');
  expect(problemsOf(given('<<<KK<<<<<<<<<'))).toContain('names-malformed surname');
});

test('a month of issue that no year has', () => {
  expect(problemsOf(parse(berthier[0], '8813923102858CORINNE<<<<<<<6512068F6'))).toContain(
    'value-impossible documentNumber',
  );
});

test('the specimen of the French driving licence: the check digit of its number covers all before it', () => {
  const parsed = parse('D1FRA13AA000026181231MARTIN<<9');
  expect(parsed).toMatchObject({
    format: 'LICENCE',
    documentCode: 'D1',
    checkDigits: { documentNumber: true, composite: true },
    checkDigitsHold: true,
    problems: [],
  });
  expect(values(parsed)).toEqual({
    documentNumber: '13AA00002',
    issuingState: 'FRA',
    issuingStateName: 'France',
    surname: 'MARTIN',
    dateOfExpiry: '2018-12-31',
  });
  expect(parsed.fields.dateOfExpiry?.valid).toBe(true);
  expect(parse('D1FRA13AA000026181231MARTIN<<8').fields.dateOfExpiry?.valid).toBe(false);
});

test('a Dutch driving licence: its number, and a random part', () => {
  const parsed = parse('D1NLD15094962111659VW87Z78NB84');
  expect(parsed).toMatchObject({
    checkDigits: { composite: true },
    optionalData: ['659VW87Z78NB8', '1'],
    problems: [],
  });
  expect(parsed.fields.documentNumber).toEqual({ value: '5094962111', valid: true, source: 'mrz', confidence: 1 });
});

test('of other states only the state is known, and that no state has such a code', () => {
  expect(values(parse('D1UTOFB1172975<<<<<<<<<<<<<<<3'))).toEqual({ issuingState: 'UTO', issuingStateName: 'Utopia' });
  expect(problemsOf(parse('D1QQQFB1172975<<<<<<<<<<<<<<<3'))).toEqual([
    'check-digit-failed composite',
    'state-code-unknown issuingState',
  ]);
});

test('the specimen of the Swiss driving licence, which has no check digit', () => {
  const parsed = parse('AAA001D<<', 'FACHE305142128097<<800126<<<<<', 'MARCHAND<<FABIENNE<<<<<<<<<<<<');
  expect(parsed).toMatchObject({
    format: 'SWISS-LICENCE',
    documentCode: 'FA',
    optionalData: ['305142128097'],
    checkDigits: {},
    checkDigitsHold: true,
    problems: [],
  });
  expect(values(parsed)).toEqual({
    documentNumber: 'AAA001D',
    issuingState: 'CHE',
    issuingStateName: 'Switzerland',
    surname: 'MARCHAND',
    givenNames: 'FABIENNE',
    dateOfBirth: '1980-01-26',
  });
  expect(parsed.fields.documentNumber?.valid).toBeNull();
});
