import type { SpecimenLayout, TextStyle } from '#specimens/layout.js';
import {
  column,
  hatching,
  ink,
  microText,
  moire,
  quietFoot,
  specimenMark,
  wash,
} from '#specimens/layouts/validation/form.js';

const label: TextStyle = { font: 'pt-narrow', capHeight: 1.05, colour: ink.sea };
const value: TextStyle = { font: 'pt-narrow-bold', capHeight: 1.95, colour: ink.night };
const title: TextStyle = { font: 'pt-narrow-bold', capHeight: 2.4, colour: ink.navy, tracking: 0.12 };
const whole = { x: 0, y: 0, width: 85.6, height: 53.98 };

/** An identity card with Polish and English labels and the portrait at the left: TD1, front. */
export const validationIdCardFront: SpecimenLayout = {
  id: 'validation-id-card-front',
  documentType: 'id_card',
  side: 'front',
  width: 85.6,
  height: 53.98,
  cornerRadius: 3.18,
  ground: [
    wash(whole, [226, 238, 246], [246, 234, 238], [228, 242, 234]),
    ...moire(52, 28, 26, ink.sky, ink.pink),
    hatching({ x: 0, y: 46, width: 85.6, height: 8 }, 40, 0.8, ink.sea),
    {
      kind: 'seal',
      centre: { x: 76, y: 40 },
      radius: 6,
      points: 9,
      ink: { colour: ink.navy, opacity: 0.25, line: 0.25 },
    },
  ],
  portrait: { box: { x: 3.6, y: 11, width: 23.3, height: 30 }, opacity: 1, feather: 0.03, tint: null },
  ghostPortrait: { box: { x: 70, y: 13, width: 10.9, height: 14 }, opacity: 0.45, feather: 0.3, tint: ink.navy },
  wording: [
    { text: 'RZECZPOSPOLITA UTOPII', at: { x: 4, y: 5 }, style: title },
    {
      text: 'DOWÓD OSOBISTY / IDENTITY CARD',
      at: { x: 4, y: 8.6 },
      style: { ...title, capHeight: 1.6, colour: ink.wine },
    },
    microText('UTOPIA', 4, 9.8, 78, label),
    { text: 'UTO', at: { x: 81, y: 6.4 }, style: { ...title, capHeight: 2.8 }, align: 'right' },
    specimenMark(32, 46, 6, -22, 'WZÓR'),
  ],
  labelStyle: label,
  valueStyle: value,
  dateStyle: '11.03.2025',
  fields: [
    ...column(30, 13, 6.6, 2.8, [
      ['surname', 'NAZWISKO / SURNAME', { maxWidth: 38 }],
      ['givenNames', 'IMIONA / GIVEN NAMES', { maxWidth: 38 }],
      ['nationality', 'OBYWATELSTWO / NATIONALITY'],
      ['dateOfBirth', 'DATA URODZENIA / DATE OF BIRTH'],
      ['documentNumber', 'NUMER DOKUMENTU / DOCUMENT NUMBER'],
    ]),
    { field: 'sex', label: 'PŁEĆ / SEX', at: { x: 60, y: 32.8 }, valueOffset: { x: 0, y: 2.8 } },
    {
      field: 'dateOfExpiry',
      label: 'TERMIN WAŻNOŚCI / EXPIRY DATE',
      at: { x: 60, y: 46 },
      valueOffset: { x: 0, y: 2.8 },
    },
  ],
  signature: { box: { x: 4, y: 42.5, width: 22, height: 8 }, colour: [18, 18, 40] },
  mrz: null,
};

/** The back of the same card. */
export const validationIdCardBack: SpecimenLayout = {
  ...validationIdCardFront,
  id: 'validation-id-card-back',
  side: 'back',
  ground: [
    wash(whole, [228, 242, 234], [246, 234, 238], [226, 238, 246]),
    ...moire(30, 14, 18, ink.mint, ink.sky),
    quietFoot(85.6, 53.98, [244, 246, 248]),
  ],
  portrait: null,
  ghostPortrait: null,
  wording: [microText('UTOPIA', 4, 3, 78, label), specimenMark(50, 26, 5, -15, 'WZÓR')],
  fields: [
    ...column(4.5, 6.4, 6, 2.7, [
      ['placeOfBirth', 'MIEJSCE URODZENIA / PLACE OF BIRTH'],
      ['authority', 'ORGAN WYDAJĄCY / ISSUING AUTHORITY', { maxWidth: 50 }],
      ['dateOfIssue', 'DATA WYDANIA / DATE OF ISSUE'],
    ]),
    {
      field: 'personalNumber',
      label: 'NUMER PESEL / PERSONAL NUMBER',
      at: { x: 45, y: 6.4 },
      valueOffset: { x: 0, y: 2.7 },
    },
  ],
  signature: null,
  mrz: { format: 'TD1', left: 4.7, baselines: [37.5, 43.85, 50.2], colour: ink.night, carriesPersonalNumber: false },
};

const permit: TextStyle = { font: 'arimo', capHeight: 0.95, colour: ink.brick };

/** A residence permit of the common European pattern with German and French labels: TD1, front. */
export const validationPermitFront: SpecimenLayout = {
  ...validationIdCardFront,
  id: 'validation-residence-permit-front',
  documentType: 'residence_permit',
  ground: [
    wash(whole, [246, 238, 226], [236, 232, 246], [244, 240, 222]),
    hatching(whole, 18, 1, ink.brick, 0.2),
    hatching(whole, -24, 1.2, ink.plum, 0.2),
    {
      kind: 'rings',
      centre: { x: 66, y: 30 },
      radius: 15,
      count: 20,
      ink: { colour: ink.lemon, opacity: 0.45, line: 0.15 },
    },
  ],
  portrait: { box: { x: 4, y: 14, width: 21.8, height: 28 }, opacity: 1, feather: 0, tint: null },
  ghostPortrait: { box: { x: 70, y: 34, width: 11.7, height: 15 }, opacity: 0.4, feather: 0.3, tint: ink.brick },
  wording: [
    {
      text: 'AUFENTHALTSTITEL',
      at: { x: 29, y: 5.6 },
      style: { font: 'arimo-bold', capHeight: 2.3, colour: ink.brick },
    },
    {
      text: 'UTOPIEN · RESIDENCE PERMIT',
      at: { x: 29, y: 8.8 },
      style: { font: 'arimo', capHeight: 1.3, colour: ink.brick },
    },
    microText('AUFENTHALTSTITEL', 29, 10.4, 52, permit),
    specimenMark(32, 47, 6, -18, 'MUSTER'),
  ],
  labelStyle: permit,
  valueStyle: { font: 'arimo-bold', capHeight: 1.7, colour: ink.night },
  dateStyle: '11.03.2025',
  fields: [
    ...column(29, 13.4, 6.4, 2.7, [
      ['surname', 'Name / Nom', { maxWidth: 50 }],
      ['givenNames', 'Vornamen / Prénoms', { maxWidth: 50 }],
      ['dateOfBirth', 'Geburtsdatum / Date de naissance'],
      ['dateOfExpiry', 'Gültig bis / Valable jusqu’au'],
      ['documentNumber', 'Dokumentennummer / Numéro du document'],
    ]),
    { field: 'nationality', label: 'Staatsangehörigkeit', at: { x: 62, y: 26.2 }, valueOffset: { x: 0, y: 2.7 } },
    { field: 'sex', label: 'Geschlecht / Sexe', at: { x: 52, y: 32.6 }, valueOffset: { x: 0, y: 2.7 } },
  ],
  signature: { box: { x: 4, y: 43.5, width: 20, height: 7 }, colour: [18, 18, 40] },
};

/** The back of the permit. */
export const validationPermitBack: SpecimenLayout = {
  ...validationPermitFront,
  id: 'validation-residence-permit-back',
  side: 'back',
  ground: [
    wash(whole, [236, 232, 246], [246, 238, 226], [244, 240, 222]),
    hatching({ x: 0, y: 0, width: 85.6, height: 30 }, 33, 1, ink.plum, 0.22),
    quietFoot(85.6, 53.98, [248, 246, 240]),
  ],
  portrait: null,
  ghostPortrait: null,
  wording: [specimenMark(52, 24, 5, -15, 'MUSTER')],
  fields: [
    ...column(4.5, 5, 6.4, 2.7, [
      ['placeOfBirth', 'Geburtsort / Lieu de naissance'],
      ['dateOfIssue', 'Ausstellungsdatum / Date de délivrance'],
      ['address', 'Anschrift / Adresse', { maxWidth: 72 }],
    ]),
    {
      field: 'heightCentimetres',
      label: 'Größe / Taille',
      at: { x: 52, y: 5 },
      valueOffset: { x: 0, y: 2.7 },
      print: 'height-centimetres',
    },
    {
      field: 'authority',
      label: 'Behörde / Autorité',
      at: { x: 44, y: 11.4 },
      valueOffset: { x: 0, y: 2.7 },
      maxWidth: 38,
    },
  ],
  signature: null,
  mrz: {
    format: 'TD1',
    documentCode: 'AR',
    left: 4.7,
    baselines: [37.5, 43.85, 50.2],
    colour: ink.night,
    carriesPersonalNumber: false,
  },
};
