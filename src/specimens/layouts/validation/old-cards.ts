import type { SpecimenLayout, TextStyle } from '#specimens/layout.js';
import {
  beside,
  column,
  hatching,
  ink,
  microText,
  moire,
  quietFoot,
  specimenMark,
  wash,
} from '#specimens/layouts/validation/form.js';

const typed: TextStyle = { font: 'cousine-bold', capHeight: 1.9, colour: [34, 30, 34] };
const form: TextStyle = { font: 'tinos', capHeight: 1.2, colour: ink.navy };
const page = { x: 0, y: 0, width: 105, height: 74 };

/** A laminated card of the old size, filled in on a typewriter; Greek and English: TD2. */
export const validationOldCard: SpecimenLayout = {
  id: 'validation-old-id-card',
  documentType: 'id_card',
  side: 'front',
  width: 105,
  height: 74,
  cornerRadius: 2,
  ground: [
    wash(page, [224, 234, 236], [230, 238, 232], [222, 230, 240]),
    hatching({ x: 0, y: 0, width: 105, height: 50 }, 0, 0.7, ink.sky, 0.3),
    ...moire(66, 28, 20, ink.mint, ink.sky),
    quietFoot(105, 74, [238, 241, 242]),
  ],
  portrait: { box: { x: 5, y: 12, width: 26.4, height: 34 }, opacity: 0.95, feather: 0, tint: [40, 36, 34] },
  ghostPortrait: null,
  wording: [
    {
      text: 'ΔΗΜΟΚΡΑΤΙΑ ΤΗΣ ΟΥΤΟΠΙΑΣ',
      at: { x: 5, y: 5 },
      style: { font: 'tinos-bold', capHeight: 1.9, colour: ink.navy },
    },
    {
      text: 'ΔΕΛΤΙΟ ΤΑΥΤΟΤΗΤΑΣ · IDENTITY CARD',
      at: { x: 5, y: 9 },
      style: { font: 'tinos-bold', capHeight: 1.6, colour: ink.navy },
    },
    specimenMark(40, 50, 7, -16, 'ΔΕΙΓΜΑ'),
  ],
  labelStyle: form,
  valueStyle: typed,
  dateStyle: '11/03/2025',
  fields: [
    { field: 'documentNumber', label: 'Αριθ. / No.', at: { x: 66, y: 7 }, valueOffset: { x: 11, y: 0 } },
    ...column(36, 13.4, 7.4, 2.9, [
      ['surnameLocal', 'Επώνυμο / Surname', { maxWidth: 60 }],
      ['givenNamesLocal', 'Όνομα / Given names', { at: { x: 36, y: 23.4 }, maxWidth: 60 }],
    ]),
    { field: 'surname', label: '', at: { x: 36, y: 19.4 }, valueOffset: { x: 0, y: 0 }, maxWidth: 60 },
    { field: 'givenNames', label: '', at: { x: 36, y: 29.4 }, valueOffset: { x: 0, y: 0 }, maxWidth: 60 },
    ...column(36, 33.4, 6.4, 2.9, [
      ['dateOfBirth', 'Ημ. γέννησης / Date of birth'],
      ['dateOfIssue', 'Ημ. έκδοσης / Date of issue'],
    ]),
    ...column(72, 33.4, 6.4, 2.9, [
      ['placeOfBirth', 'Τόπος γέννησης / Place of birth', { maxWidth: 30 }],
      ['dateOfExpiry', 'Λήξη / Date of expiry'],
    ]),
  ],
  signature: { box: { x: 74, y: 10, width: 24, height: 8 }, colour: [20, 20, 60] },
  mrz: { format: 'TD2', left: 6.2, baselines: [60.2, 66.55], colour: ink.night, carriesPersonalNumber: false },
};

/** The pattern of the French national identity card of 1988: labels with values to their right, 2 × 36 characters. */
export const validationFrenchCard: SpecimenLayout = {
  id: 'validation-french-id-card',
  documentType: 'id_card',
  side: 'front',
  width: 105,
  height: 74,
  cornerRadius: 3,
  ground: [
    wash(page, [214, 230, 244], [236, 234, 238], [246, 226, 230]),
    ...moire(62, 32, 30, ink.sky, ink.pink),
    quietFoot(105, 74, [236, 240, 246]),
  ],
  portrait: { box: { x: 4.5, y: 13, width: 27.2, height: 35 }, opacity: 1, feather: 0, tint: null },
  ghostPortrait: null,
  wording: [
    {
      text: 'RÉPUBLIQUE D’UTOPIE',
      at: { x: 52, y: 5 },
      style: { font: 'arimo-bold', capHeight: 2, colour: ink.navy, tracking: 0.15 },
      align: 'centre',
    },
    {
      text: 'CARTE NATIONALE D’IDENTITÉ',
      at: { x: 5, y: 10 },
      style: { font: 'arimo', capHeight: 1.5, colour: ink.navy },
    },
    microText('REPUBLIQUE', 36, 49.4, 60, form),
    specimenMark(42, 48, 7, -14, 'SPÉCIMEN'),
  ],
  labelStyle: { font: 'arimo', capHeight: 1.2, colour: ink.navy },
  valueStyle: { font: 'cousine-bold', capHeight: 1.9, colour: ink.night },
  dateStyle: '11.03.2025',
  fields: [
    { field: 'documentNumber', label: 'N° :', at: { x: 62, y: 10 }, valueOffset: { x: 7, y: 0 } },
    ...beside(36, 17, 5.6, 13, [
      ['surname', 'Nom :', { maxWidth: 52 }],
      ['givenNames', 'Prénom(s) :', { maxWidth: 50, valueOffset: { x: 15, y: 0 } }],
      ['sex', 'Sexe :'],
      ['placeOfBirth', 'à :', { valueOffset: { x: 6, y: 0 } }],
      ['heightCentimetres', 'Taille :', { print: 'height-metres' }],
    ]),
    { field: 'dateOfBirth', label: 'Né(e) le :', at: { x: 60, y: 28.2 }, valueOffset: { x: 14, y: 0 } },
  ],
  signature: { box: { x: 68, y: 38, width: 28, height: 9 }, colour: [24, 24, 40] },
  mrz: { format: 'FRENCH-ID', left: 6.2, baselines: [60.2, 66.55], colour: ink.night, carriesPersonalNumber: false },
};
