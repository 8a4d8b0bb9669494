import { expect, test } from 'vitest';
import type { DocumentFieldName } from '#domain/document.js';
import { labelPhrases } from '#engine/document/tables/labels.js';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import type { TextBox } from '#engine/document/viz/text-box.js';
import { boxesOf, now, read } from '../../../../test/support/printed-rows.js';

test('a European licence whose codes lost their points, with the place of birth beside the date', () => {
  expect(
    read(`
      300 60 24 1.
      340 60 24 RÖSSLER
      300 100 24 2
      340 100 24 TÜLAY
      300 140 24 3.
      340 140 24 30.11.1976
      560 140 24 BRÅVALLA
      300 180 24 4a.
      340 180 24 17.11.2023
      300 220 24 4b.
      340 220 24 31.01.2033
      300 260 24 5.
      340 260 24 34MS36531
    `),
  ).toEqual({
    surname: 'RÖSSLER',
    givenNames: 'TÜLAY',
    dateOfBirth: '1976-11-30',
    placeOfBirth: 'BRÅVALLA',
    dateOfIssue: '2023-11-17',
    dateOfExpiry: '2033-01-31',
    documentNumber: '34MS36531',
  });
});

/** Fields of a machine readable zone whose check digits hold. */
const vouched = (fields: Partial<Record<DocumentFieldName, string>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      { value, valid: name.startsWith('date'), source: 'mrz' as const, confidence: 1 },
    ]),
  );

test('names in two scripts whose labels could not be read: each goes where its script belongs', () => {
  const rows = `
    300 180 24 СТОЯНОВА
    300 220 24 STOYANOVA
  `;
  const { fields } = extractFields({
    boxes: boxesOf(rows),
    documentHeight: 700,
    now,
    known: vouched({ surname: 'STOYANOVA' }),
  });
  expect([fields.surname?.value, fields.surnameLocal?.value]).toEqual(['STOYANOVA', 'СТОЯНОВА']);
});

test('the third date of a visa is its issue where a zone vouches for the other two, though the term is no whole one', () => {
  const boxes = boxesOf(`
    300 180 24 09.08.2030
    300 220 24 02.08.2024
    300 260 24 11.09.1951
  `);
  const known = vouched({ dateOfBirth: '1951-09-11', dateOfExpiry: '2030-08-09' });
  const issueOf = (fields: typeof known) =>
    extractFields({ boxes, documentHeight: 700, now, known: fields }).fields.dateOfIssue?.value;
  expect(issueOf(known)).toBe('2024-08-02');
  expect(issueOf({ ...known, dateOfBirth: { ...known.dateOfBirth!, valid: false } })).toBeUndefined();
});

test('a label that was hardly legible announces no other date where the one that the zone vouches for is printed', () => {
  const [label, ...values] = boxesOf(`
    300 160 14 Cg sin z vd
    300 180 24 02.08.2024
    600 180 24 09.08.2030
    600 160 14 Gbg vd ur
  `);
  const phrase = labelPhrases.find(({ kind }) => kind === 'dateOfExpiry')!;
  const spotted = (likeness: number) => [{ ...label!, spotted: [{ phrase, start: 0, end: 1, likeness }] }, ...values];
  const known = vouched({ dateOfBirth: '1951-09-11', dateOfExpiry: '2030-08-09' });
  const datesOf = (boxes: readonly TextBox[]) => {
    const { fields } = extractFields({ boxes, documentHeight: 700, now, known });
    return [fields.dateOfIssue?.value, fields.dateOfExpiry?.value];
  };
  expect(datesOf(spotted(0.45))).toEqual(['2024-08-02', '2030-08-09']);
  // A legible one does: what it announces contradicts the zone.
  expect(datesOf(spotted(0.9))[1]).toBe('2024-08-02');
});

test('an office whose label cannot be read is the authority', () => {
  expect(read('300 160 14 Bc0 de 7 Apr\n300 180 24 CITY OF LEUKE')).toEqual({ authority: 'CITY OF LEUKE' });
});

test('a place of birth that is named like a state, high up on the back of a card, is no heading', () => {
  expect(read('300 40 16 Place of birth\n300 60 24 GEORGIA').issuingState).toBeUndefined();
  expect(read('300 40 16 Identity card\n300 80 24 GEORGIA').issuingState).toBe('GEO');
});
