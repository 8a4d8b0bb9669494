import { expect, test } from 'vitest';
import { extractFields } from '#engine/document/viz/extract-fields.js';
import { boxesOf, now, read } from '../../../../test/support/printed-rows.js';

test('a passport with labels in three languages above the values, read with the mistakes of small print', () => {
  expect(
    read(`
      60 20 40 REPUBLIKA HRVATSKA / REPUBLIC OF CROATIA
      60 70 30 PUTOVNICA
      300 110 16 Vrsta/Type/Type
      300 130 24 P
      420 110 16 Oznaka drzave/Country code
      420 130 24 HRV
      640 110 16 Br. putovnice/Passport No.
      640 130 24 123456789
      300 160 16 Prezime/Sumame/Nom
      300 180 24 KOVAČEVIĆ
      300 210 16 Ime/Gven name/Prenom
      300 230 24 MAJA
      300 260 16 Drzavljanstvo/Nationaliy/Nationalite
      300 280 24 HRVATSKO
      300 310 16 Datum rodenja/Date ofbirth/Date de naissance
      300 330 24 25.12.1982.
      300 360 16 Spol/Sex/Sexe
      300 380 24 Ž/F
      460 360 16 Mjesto rodenja/Place of birth/Lieu de naissance
      460 380 24 SPLIT
      300 410 16 Datum izdavanja/Date of issue/Date de delivrance
      300 430 24 01.07.2019.
      640 410 16 Izdana od/Issued by/Delivre par
      640 430 24 PU/SPLITSKO-DALMATINSKA
      300 460 16 Datum isteka valjanosti/Date of expiry/Date d'expiration
      300 480 24 01.07.2029.
      60 600 30 P<HRVKOVACEVIC<<MAJA<<<<<<<<<<<<<<<<<<<<<<<<
    `),
  ).toEqual({
    issuingState: 'HRV',
    issuingStateName: 'Croatia',
    documentNumber: '123456789',
    surname: 'KOVAČEVIĆ',
    givenNames: 'MAJA',
    nationality: 'HRV',
    dateOfBirth: '1982-12-25',
    sex: 'F',
    placeOfBirth: 'SPLIT',
    dateOfIssue: '2019-07-01',
    dateOfExpiry: '2029-07-01',
    authority: 'PU/SPLITSKO-DALMATINSKA',
  });
});

test('a European driving licence with its field codes', () => {
  expect(
    read(`
      300 20 30 FÜHRERSCHEIN
      620 20 30 BUNDESREPUBLIK DEUTSCHLAND
      300 80 24 1. BEISPIEL
      300 110 24 2. JULIA
      300 140 24 3. 03.12.1985 KÖLN
      300 170 24 4a. 19.01.2013
      520 170 24 4c. STADT KÖLN
      300 200 24 4b. 18.01.2028
      300 230 24 5. B072RRE2I55
      300 300 24 9. AM/B/L
    `),
  ).toEqual({
    surname: 'BEISPIEL',
    givenNames: 'JULIA',
    dateOfBirth: '1985-12-03',
    placeOfBirth: 'KÖLN',
    dateOfIssue: '2013-01-19',
    dateOfExpiry: '2028-01-18',
    authority: 'STADT KÖLN',
    documentNumber: 'B072RRE2I55',
    issuingState: 'DEU',
    issuingStateName: 'Germany',
  });
});

test('a North American licence: joined abbreviations, month first, feet and pounds, an address without a label', () => {
  expect(
    read(`
      60 20 60 Oregon
      500 30 30 DRIVER LICENSE
      400 30 20 USA
      360 140 40 DLK1234567
      360 200 30 EXP04/02/2029
      360 240 30 LNROE
      360 280 30 FNMARY ANN
      360 320 24 12 ELM STREET
      360 346 24 SALEM,OR97301
      360 380 30 DOB04/02/1977
      460 500 26 SEXF
      620 500 26 HAIR BRN
      800 500 26 EYES BLU
      460 530 26 HGT5-11
      620 530 26 WGT176Ib
      850 540 26 ISS
      850 566 26 04/02/2021
    `),
  ).toEqual({
    documentNumber: 'K1234567',
    dateOfExpiry: '2029-04-02',
    surname: 'ROE',
    givenNames: 'MARY ANN',
    address: '12 ELM STREET, SALEM,OR97301',
    dateOfBirth: '1977-04-02',
    sex: 'F',
    eyeColour: 'blue',
    heightCentimetres: '180',
    weightKilograms: '80',
    dateOfIssue: '2021-04-02',
    issuingState: 'USA',
    issuingStateName: 'United States',
  });
});

test('labels to the left with a colon, and label and value in one text', () => {
  expect(
    read(`
      40 20 40 REPUBLIC OF UTOPIA
      40 70 30 IDENTITY CARD
      300 150 20 Surname:
      500 150 20 ROE
      300 180 20 Given names:
      500 180 20 JANE MARY
      300 210 20 Sex/Sexe F
      300 240 20 Date of birth: 12 AUG/AOUT 74
      300 270 20 Height: 1,78 m
      300 300 20 Expiry date:
      500 300 20 01.02.2031
      300 330 20 Card No.: UT12345678
      300 360 20 Address
      300 384 20 1 HARBOUR ROAD
      300 406 20 AMAUROT
    `),
  ).toEqual({
    surname: 'ROE',
    givenNames: 'JANE MARY',
    sex: 'F',
    dateOfBirth: '1974-08-12',
    heightCentimetres: '178',
    dateOfExpiry: '2031-02-01',
    documentNumber: 'UT12345678',
    address: '1 HARBOUR ROAD, AMAUROT',
    issuingState: 'UTO',
    issuingStateName: 'Utopia',
  });
});

test('dates whose labels cannot be read are told by their order and the term', () => {
  const rows = `
    40 20 40 PASSPORT
    300 150 24 25.12.1982
    300 170 16 Xqrrz vvtk
    300 190 24 01.07.2019
    300 230 24 01.07.2029
  `;
  expect(read(rows)).toEqual({ dateOfBirth: '1982-12-25', dateOfIssue: '2019-07-01', dateOfExpiry: '2029-07-01' });
  // A term of ten and a half years is none: one of the three is another date.
  expect(read(rows.replace('01.07.2029', '05.01.2030'))).toEqual({});
});

test('a number between whose parts the label stands, and a term without a label', () => {
  expect(
    read(`
      40 20 30 ROMANIA
      200 60 20 CARTE DE IDENTITATE
      300 100 18 SERIA XB NR123456
      300 130 18 CNP2850509200003
      400 300 20 17.10.19-09.05.2029
    `),
  ).toEqual({
    issuingState: 'ROU',
    issuingStateName: 'Romania',
    documentNumber: 'XB123456',
    personalNumber: '2850509200003',
    dateOfIssue: '2019-10-17',
    dateOfExpiry: '2029-05-09',
  });
});

test('a value is not taken from below another label, a date is joined from its parts', () => {
  expect(
    read(`
      300 100 16 Date of issue/Date de delivrance
      300 118 18 14 JAN /JAN
      420 118 18 13
      300 140 16 Date of expiry/Date d'expiration
      300 158 18 14 JAN /JAN
      420 158 18 23
    `),
  ).toEqual({ dateOfIssue: '2013-01-14', dateOfExpiry: '2023-01-14' });
  expect(read('300 100 16 Surname\n300 118 16 Given names\n300 136 20 JANE')).toEqual({ givenNames: 'JANE' });
});

test('what the MRZ knows is found where labels cannot be read, and tells the date of issue', () => {
  const known = Object.fromEntries(
    Object.entries({
      surname: 'MAENNIK',
      documentNumber: 'KB1234567',
      dateOfBirth: '1982-12-25',
      dateOfExpiry: '2029-07-01',
    }).map(([name, value]) => [name, { value, valid: true, source: 'mrz' as const, confidence: 1 }]),
  );
  const rows = `
    300 100 24 KB 1234567
    300 150 24 MÄNNIK
    300 230 24 25.12.1982
    300 310 24 01.07.2019
    300 390 24 01.07.2029
  `;
  const { fields } = extractFields({ boxes: boxesOf(rows), documentHeight: 700, now, known });
  expect(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]))).toEqual({
    documentNumber: 'KB 1234567',
    surname: 'MÄNNIK',
    dateOfBirth: '1982-12-25',
    dateOfIssue: '2019-07-01',
    dateOfExpiry: '2029-07-01',
  });
});

test('what the MRZ knows never replaces what is printed under a label', () => {
  const known = { surname: { value: 'ROE', valid: null, source: 'mrz' as const, confidence: 1 } };
  const boxes = boxesOf('300 100 16 Surname\n300 118 24 DOE\n600 300 24 ROE');
  expect(extractFields({ boxes, documentHeight: 700, now, known }).fields.surname?.value).toBe('DOE');
});

test('a name with a comma is parted, one without is given whole', () => {
  expect(read('300 100 16 Name\n300 120 24 ROE, JANE')).toEqual({ surname: 'ROE', givenNames: 'JANE' });
  const reading = extractFields({ boxes: boxesOf('300 100 16 Name\n300 120 24 JANE ROE'), documentHeight: 700, now });
  expect(reading.fields).toEqual({});
  expect(reading.fullName?.text).toBe('JANE ROE');
});

test('values of fields that the domain lacks are not taken for others', () => {
  expect(
    read(`
      300 100 16 Nom / Surname
      300 120 24 DUPONT
      300 150 16 Nom d'usage / Alternate name
      300 170 24 MARTIN
      300 200 16 Signature du titulaire
      300 220 24 JDupont
    `),
  ).toEqual({ surname: 'DUPONT' });
});

test('dates that contradict each other are marked', () => {
  const { fields } = extractFields({
    boxes: boxesOf('300 100 20 Date of issue: 01.02.2020\n300 130 20 Date of expiry: 01.02.2010'),
    documentHeight: 700,
    now,
  });
  expect(fields.dateOfIssue).toMatchObject({ value: '2020-02-01', valid: false });
  expect(fields.dateOfExpiry).toMatchObject({ value: '2010-02-01', valid: false });
});
