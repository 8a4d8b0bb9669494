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

const label: TextStyle = { font: 'arimo', capHeight: 1.1, colour: ink.sea };
const value: TextStyle = { font: 'cousine-bold', capHeight: 1.8, colour: ink.night };

/** A visa sticker with Spanish and English labels, portrait at the left: MRV-A. */
export const validationVisaA: SpecimenLayout = {
  id: 'validation-visa-a',
  documentType: 'visa',
  side: 'front',
  width: 120,
  height: 80,
  cornerRadius: 0.4,
  ground: [
    wash({ x: 0, y: 0, width: 120, height: 80 }, [228, 240, 244], [240, 244, 226], [246, 234, 240]),
    ...moire(74, 30, 32, ink.mint, ink.pink),
    quietFoot(120, 80, [240, 245, 245]),
    {
      kind: 'seal',
      centre: { x: 106, y: 44 },
      radius: 8,
      points: 11,
      ink: { colour: ink.sea, opacity: 0.45, line: 0.3 },
    },
  ],
  portrait: { box: { x: 5, y: 14, width: 29.6, height: 38 }, opacity: 1, feather: 0, tint: null },
  ghostPortrait: null,
  wording: [
    {
      text: 'UTOPÍA',
      at: { x: 5, y: 7.4 },
      style: { font: 'tinos-bold', capHeight: 3.2, colour: ink.sea, tracking: 0.3 },
    },
    { text: 'VISADO / VISA', at: { x: 40, y: 7.4 }, style: { font: 'tinos-bold', capHeight: 2.8, colour: ink.sea } },
    microText('VISADO', 5, 10.4, 108, label),
    specimenMark(46, 52, 8, -18, 'MUESTRA'),
  ],
  labelStyle: label,
  valueStyle: value,
  dateStyle: '11/03/2025',
  fields: beside(39, 16, 4.6, 36, [
    ['documentNumber', 'Número de visado / Visa number'],
    ['surname', 'Apellidos / Surname', { maxWidth: 42 }],
    ['givenNames', 'Nombre / Given names', { maxWidth: 42 }],
    ['nationality', 'Nacionalidad / Nationality'],
    ['dateOfBirth', 'Fecha de nacimiento / Date of birth'],
    ['sex', 'Sexo / Sex'],
    ['dateOfIssue', 'Fecha de expedición / Date of issue'],
    ['dateOfExpiry', 'Fecha de caducidad / Date of expiry'],
  ]),
  signature: null,
  mrz: { format: 'MRV-A', left: 4.1, baselines: [66.2, 72.55], colour: ink.night, carriesPersonalNumber: false },
};

/** A visa sticker of the small size with Swedish and English labels, portrait at the right: MRV-B. */
export const validationVisaB: SpecimenLayout = {
  id: 'validation-visa-b',
  documentType: 'visa',
  side: 'front',
  width: 105,
  height: 74,
  cornerRadius: 0.4,
  ground: [
    wash({ x: 0, y: 0, width: 105, height: 74 }, [246, 240, 222], [234, 240, 234], [226, 234, 246]),
    hatching({ x: 0, y: 0, width: 105, height: 50.8 }, 45, 0.9, ink.lemon, 0.35),
    hatching({ x: 0, y: 0, width: 105, height: 50.8 }, -45, 1.1, ink.sky, 0.3),
    quietFoot(105, 74, [246, 245, 238]),
  ],
  portrait: { box: { x: 74, y: 11, width: 26.4, height: 34 }, opacity: 1, feather: 0, tint: null },
  ghostPortrait: null,
  wording: [
    {
      text: 'UTOPIEN',
      at: { x: 5, y: 6.6 },
      style: { font: 'arimo-bold', capHeight: 2.8, colour: ink.navy, tracking: 0.2 },
    },
    {
      text: 'VISERING / VISA',
      at: { x: 100, y: 6.6 },
      style: { font: 'arimo-bold', capHeight: 2.2, colour: ink.navy },
      align: 'right',
    },
    specimenMark(24, 48, 7, -18),
  ],
  labelStyle: { ...label, colour: ink.navy },
  valueStyle: { font: 'arimo-bold', capHeight: 1.8, colour: ink.night },
  dateStyle: '2025-03-11',
  fields: [
    ...column(5, 12.4, 7, 3, [
      ['surname', 'Efternamn / Surname', { maxWidth: 60 }],
      ['givenNames', 'Förnamn / Given names', { maxWidth: 60 }],
      ['dateOfBirth', 'Födelsedatum / Date of birth'],
      ['dateOfIssue', 'Giltig från / Valid from'],
      ['authority', 'Utfärdad av / Issued by', { maxWidth: 60 }],
    ]),
    ...column(42, 26.4, 7, 3, [
      ['nationality', 'Medborgarskap / Nationality'],
      ['dateOfExpiry', 'Giltig till / Valid until'],
    ]),
    { field: 'sex', label: 'Kön / Sex', at: { x: 62, y: 33.4 }, valueOffset: { x: 0, y: 3 } },
    { field: 'documentNumber', label: 'Nr', at: { x: 44, y: 6.6 }, valueOffset: { x: 4, y: 0 } },
  ],
  signature: null,
  mrz: { format: 'MRV-B', left: 6.8, baselines: [60.2, 66.55], colour: ink.night, carriesPersonalNumber: false },
};
