import { check, element, span, type CharacterClass, type MrzLayout } from '#engine/document/mrz/layout.js';

const times = (count: number, characters: CharacterClass): CharacterClass[] =>
  Array.from({ length: count }, () => characters);

/**
 * The French national identity card of 1988 to 2021, 2 × 36: surname, then department and office (fillers on early cards);
 * the number (year and month of issue, department or consulate, serial number), given names with two fillers between,
 * date of birth, sex, and a check digit over all that stands before it. After the published descriptions: Wikipedia,
 * "National identity card (France)"; npm package `mrz`, FRENCH_NATIONAL_ID. The zone says nothing of expiry.
 */
export const frenchIdLayout: MrzLayout = {
  format: 'FRENCH-ID',
  lineLengths: [36, 36],
  opening: { line: 0, columns: [...'IDFRA'] },
  elements: {
    documentCode: element(0, 0, 2, 'letter'),
    issuingState: element(0, 2, 5, 'letter'),
    surname: element(0, 5, 30, 'letter'),
    optionalData: element(0, 30, 36, 'alphanumeric'),
    documentNumber: element(1, 0, 12, [...times(4, 'digit'), ...times(3, 'alphanumeric'), ...times(5, 'digit')]),
    givenNames: element(1, 13, 27, 'letter'),
    dateOfBirth: element(1, 27, 33, 'digit-or-filler'),
    sex: element(1, 34, 35, 'sex'),
  },
  checks: {
    documentNumber: check(1, 12, span(1, 0, 12)),
    dateOfBirth: check(1, 33, span(1, 27, 33)),
    composite: check(1, 35, span(0, 0, 36), span(1, 0, 35)),
  },
  longDocumentNumber: false,
};

const licenceOpening: MrzLayout['opening'] = { line: 0, columns: ['D', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'] };
const licenceComposite = check(0, 29, span(0, 0, 29));

/**
 * The single line of a driving licence with a chip (ISO/IEC 18013-3, basic access protection; regulation (EU) 383/2012,
 * annex I): `D`, how the chip is protected, the state, 24 characters that the state fills as it likes, a check digit
 * over all of it.
 */
export const licenceLayout: MrzLayout = {
  format: 'LICENCE',
  lineLengths: [30],
  opening: licenceOpening,
  elements: {
    documentCode: element(0, 0, 2, 'alphanumeric'),
    issuingState: element(0, 2, 5, 'letter'),
    optionalData: element(0, 5, 29, 'alphanumeric'),
  },
  checks: { composite: licenceComposite },
  longDocumentNumber: false,
};

/**
 * What states put into those 24 characters, by their code. France: number and a check digit over all before it, expiry,
 * eight characters of the surname (npm package `mrz`, FRENCH_DRIVING_LICENSE). The Netherlands: a digit, the number, a
 * random part (specimen D1NLD15094962111659VW87Z78NB84).
 */
export const nationalLicenceLayouts: Readonly<Record<string, MrzLayout>> = {
  FRA: {
    ...licenceLayout,
    elements: {
      documentCode: licenceLayout.elements.documentCode!,
      issuingState: licenceLayout.elements.issuingState!,
      documentNumber: element(0, 5, 14, 'alphanumeric'),
      dateOfExpiry: element(0, 15, 21, 'digit-or-filler'),
      surname: element(0, 21, 29, 'letter'),
    },
    checks: { documentNumber: check(0, 14, span(0, 0, 14)), composite: licenceComposite },
  },
  NLD: {
    ...licenceLayout,
    elements: {
      documentCode: licenceLayout.elements.documentCode!,
      issuingState: licenceLayout.elements.issuingState!,
      optionalData2: element(0, 5, 6, 'alphanumeric'),
      documentNumber: element(0, 6, 16, 'digit'),
      optionalData: element(0, 16, 29, 'alphanumeric'),
    },
  },
};

/**
 * The back of the Swiss driving licence of 2003, 9 + 30 + 30: the number of the blank card with the letter of its
 * language; `FACHE`, the holder's number in the register and a version, date of birth; names (npm package `mrz`,
 * SWISS_DRIVING_LICENSE, after the Federal Roads Office's description). It has no check digit at all.
 */
export const swissLicenceLayout: MrzLayout = {
  format: 'SWISS-LICENCE',
  lineLengths: [9, 30, 30],
  opening: { line: 1, columns: [...'FACHE'] },
  elements: {
    documentNumber: element(0, 0, 9, [...times(3, 'letter'), ...times(3, 'digit'), 'letter', ...times(2, 'filler')]),
    documentCode: element(1, 0, 2, 'letter'),
    issuingState: element(1, 2, 5, 'letter'),
    optionalData: element(1, 5, 19, [...times(12, 'digit'), ...times(2, 'filler')]),
    dateOfBirth: element(1, 19, 25, 'digit-or-filler'),
    optionalData2: element(1, 25, 30, 'filler'),
    names: element(2, 0, 30, 'letter'),
  },
  checks: {},
  longDocumentNumber: false,
};
