import { expect, test } from 'vitest';
import { documentTemplates } from '#engine/document/templates/document-templates.js';
import { read } from '../../../../test/support/printed-rows.js';

const unionLicence = `
  300 20 30 REPUBLIKA UTOPIJA
  300 80 24 MARTIN
  270 110 24 2.
  300 110 24 ANNA LISA
  270 140 24 3.
  300 140 24 03.12.1985
  270 170 24 4a.
  300 170 24 19.01.2013
  270 200 24 4b.
  300 200 24 18.01.2028
  300 230 24 B072RRE2I
  270 300 24 8.
  300 300 24 12 HARBOUR LANE, 1234 KEMI
`;

test('a European licence whose 1 and 5 were not seen: the values stand where the others leave room', () => {
  expect(read(unionLicence)).toEqual({
    surname: 'MARTIN',
    givenNames: 'ANNA LISA',
    dateOfBirth: '1985-12-03',
    dateOfIssue: '2013-01-19',
    dateOfExpiry: '2028-01-18',
    documentNumber: 'B072RRE2I',
    address: '12 HARBOUR LANE, 1234 KEMI',
  });
});

test('nothing is placed where two texts stand in the room of one value', () => {
  const { documentNumber } = read(
    unionLicence.replace('300 230 24 B072RRE2I', '300 225 24 B072RRE2I\n300 260 24 A1234567'),
  );
  expect(documentNumber).toBeUndefined();
});

const americanLicence = `
  20 20 30 STATE OF UTOPIA
  300 60 24 4d DLN
  400 60 24 486396321
  300 100 24 4b EXP
  400 100 24 2035-02-14
  320 140 24 SAMPLE
  320 170 24 GRACE
  320 200 24 123 ISLAND ROAD, 5404 KEMI
  300 240 24 3 DOB
  400 240 24 1959-12-18
  300 280 24 4a 1S5
  400 280 24 2025-01-10
  600 200 24 16 HGT
  700 200 24 5'-09"
  600 240 24 15 SEX
  700 240 24 X
`;

test('a North American licence whose numbers before names and address were not seen', () => {
  const expected = {
    documentNumber: '486396321',
    dateOfExpiry: '2035-02-14',
    surname: 'SAMPLE',
    givenNames: 'GRACE',
    address: '123 ISLAND ROAD, 5404 KEMI',
    dateOfBirth: '1959-12-18',
    dateOfIssue: '2025-01-10',
    heightCentimetres: '175',
    sex: 'X',
  };
  expect(read(americanLicence)).toEqual(expected);
  expect(read(americanLicence.replace('320 170 24 GRACE', '300 170 24 2\n320 170 24 GRACE'))).toEqual(expected);
  const numbered = americanLicence
    .replace('SAMPLE', '1 SAMPLE')
    .replace('GRACE', '2 GRACE')
    .replace('123 I', '8 123 I');
  expect(read(numbered)).toEqual(expected);
});

test('a French identity card whose `à :` was not seen: the place stands on the row below the birth', () => {
  const rows = `
    40 20 30 CARTE NATIONALE D'IDENTITÉ
    300 100 24 Nom :
    380 100 24 SAMPLE
    300 140 24 Prénom(s) :
    460 140 24 GRACE
    500 200 24 Né(e) le :
    640 200 24 08.12.1954
    340 235 24 KEMI
    300 280 24 Taille :
    430 280 24 1,48 m
  `;
  expect(read(rows).placeOfBirth).toBe('KEMI');
  expect(read(rows.replace("NATIONALE D'IDENTITÉ", 'DE BIBLIOTHÈQUE')).placeOfBirth).toBeUndefined();
});

test('every template has a name of its own', () => {
  const ids = documentTemplates.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
