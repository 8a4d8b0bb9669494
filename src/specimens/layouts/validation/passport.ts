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

const label: TextStyle = { font: 'tinos', capHeight: 1.15, colour: ink.moss };
const value: TextStyle = { font: 'tinos-bold', capHeight: 1.95, colour: ink.night };
const title: TextStyle = { font: 'tinos-bold', capHeight: 2.8, colour: ink.moss, tracking: 0.3 };
const narrow: TextStyle = { font: 'arimo', capHeight: 1.75, colour: ink.night };

/** A passport with the portrait at the right and values to the right of Portuguese and English labels: TD3. */
export const validationPassportBeside: SpecimenLayout = {
  id: 'validation-passport-beside',
  documentType: 'passport',
  side: 'front',
  width: 125,
  height: 88,
  cornerRadius: 2.4,
  ground: [
    wash({ x: 0, y: 0, width: 125, height: 88 }, [240, 232, 214], [232, 238, 222], [238, 230, 226]),
    ...moire(40, 38, 34, ink.mint, ink.sand),
    hatching({ x: 0, y: 0, width: 125, height: 13 }, 12, 0.9, ink.moss),
    quietFoot(125, 88, [246, 243, 234]),
    {
      kind: 'seal',
      centre: { x: 100, y: 57 },
      radius: 6.4,
      points: 7,
      ink: { colour: ink.sand, opacity: 0.7, line: 0.3 },
    },
    { kind: 'chip-symbol', centre: { x: 117, y: 6.5 }, width: 7, ink: { colour: ink.moss, opacity: 0.9, line: 0.4 } },
  ],
  portrait: { box: { x: 87, y: 14, width: 30.3, height: 39 }, opacity: 1, feather: 0, tint: null },
  ghostPortrait: { box: { x: 64, y: 44, width: 14, height: 18 }, opacity: 0.35, feather: 0.3, tint: ink.moss },
  wording: [
    { text: 'REPÚBLICA DE UTOPIA', at: { x: 6, y: 6.6 }, style: title },
    { text: 'PASSAPORTE · PASSPORT', at: { x: 6, y: 10.8 }, style: { ...title, capHeight: 1.7 } },
    microText('REPUBLICA DE UTOPIA', 6, 12.6, 112, label),
    specimenMark(34, 60, 8, -18, 'ESPÉCIME'),
  ],
  labelStyle: label,
  valueStyle: value,
  dateStyle: '11/MAR/2025',
  fields: beside(6, 18.6, 4.5, 33, [
    ['documentNumber', 'Passaporte N.º / Passport No.'],
    ['surname', 'Apelidos / Surname', { maxWidth: 45 }],
    ['givenNames', 'Nomes próprios / Given names', { maxWidth: 45 }],
    ['nationality', 'Nacionalidade / Nationality'],
    ['dateOfBirth', 'Data de nascimento / Date of birth'],
    ['sex', 'Sexo / Sex'],
    ['placeOfBirth', 'Local de nascimento / Place of birth', { maxWidth: 30 }],
    ['dateOfIssue', 'Data de emissão / Date of issue'],
    ['dateOfExpiry', 'Válido até / Date of expiry'],
    ['authority', 'Autoridade / Authority', { maxWidth: 40 }],
  ]),
  signature: { box: { x: 88, y: 55, width: 26, height: 7 }, colour: [20, 20, 24] },
  mrz: { format: 'TD3', left: 6.6, baselines: [74.2, 80.55], colour: ink.night, carriesPersonalNumber: true },
};

/** A passport with a second script above the Latin letters, Bulgarian and English labels: TD3. */
export const validationPassportCyrillic: SpecimenLayout = {
  id: 'validation-passport-cyrillic',
  documentType: 'passport',
  side: 'front',
  width: 125,
  height: 88,
  cornerRadius: 3,
  ground: [
    wash({ x: 0, y: 0, width: 125, height: 88 }, [234, 226, 236], [226, 234, 240], [240, 232, 232]),
    hatching({ x: 0, y: 10, width: 125, height: 54 }, 28, 1.1, ink.plum),
    hatching({ x: 0, y: 10, width: 125, height: 54 }, -31, 1.3, ink.sea, 0.22),
    ...moire(86, 38, 20, ink.pink, ink.sky),
    quietFoot(125, 88, [240, 238, 244]),
    {
      kind: 'seal',
      centre: { x: 10, y: 6.2 },
      radius: 4.4,
      points: 5,
      ink: { colour: ink.wine, opacity: 0.9, line: 0.3 },
    },
  ],
  portrait: { box: { x: 5, y: 16, width: 32.7, height: 42 }, opacity: 1, feather: 0.02, tint: null },
  ghostPortrait: { box: { x: 104, y: 42, width: 15.6, height: 20 }, opacity: 0.4, feather: 0.3, tint: ink.plum },
  wording: [
    {
      text: 'РЕПУБЛИКА УТОПИЯ',
      at: { x: 17, y: 5.6 },
      style: { ...title, font: 'arimo-bold', colour: ink.wine, capHeight: 2.2 },
    },
    {
      text: 'REPUBLIC OF UTOPIA',
      at: { x: 17, y: 9.4 },
      style: { ...title, font: 'arimo', colour: ink.wine, capHeight: 1.8 },
    },
    {
      text: 'ПАСПОРТ / PASSPORT',
      at: { x: 120, y: 7.4 },
      style: { ...title, font: 'arimo-bold', colour: ink.plum, capHeight: 2 },
      align: 'right',
    },
    microText('УТОПИЯ', 5, 12, 114, { ...label, font: 'arimo' }),
    specimenMark(46, 58, 8, -20),
  ],
  labelStyle: { font: 'arimo', capHeight: 1, colour: ink.plum },
  valueStyle: narrow,
  dateStyle: '11.03.2025',
  fields: [
    ...column(42, 15.4, 6.2, 2.7, [
      ['surnameLocal', 'Фамилия / Surname', { maxWidth: 50 }],
      ['givenNamesLocal', 'Име / Given names', { at: { x: 42, y: 24.4 }, maxWidth: 50 }],
    ]),
    { field: 'surname', label: '', at: { x: 42, y: 20.9 }, valueOffset: { x: 0, y: 0 }, maxWidth: 50 },
    { field: 'givenNames', label: '', at: { x: 42, y: 29.9 }, valueOffset: { x: 0, y: 0 }, maxWidth: 50 },
    ...column(42, 33.6, 6.2, 2.7, [
      ['nationality', 'Гражданство / Nationality'],
      ['dateOfBirth', 'Дата на раждане / Date of birth'],
      ['sex', 'Пол / Sex'],
      ['dateOfIssue', 'Дата на издаване / Date of issue'],
      ['dateOfExpiry', 'Валидност / Date of expiry'],
    ]),
    ...column(80, 33.6, 6.2, 2.7, [
      ['personalNumber', 'ЕГН / Personal No.'],
      ['placeOfBirth', 'Място на раждане / Place of birth', { maxWidth: 40 }],
    ]),
    {
      field: 'documentNumber',
      label: 'Паспорт № / Passport No.',
      at: { x: 95, y: 15.4 },
      valueOffset: { x: 0, y: 3.2 },
      valueStyle: { ...narrow, font: 'arimo-bold', capHeight: 2.2 },
    },
  ],
  signature: { box: { x: 72, y: 50, width: 26, height: 9 }, colour: [30, 30, 70] },
  mrz: { format: 'TD3', left: 6.6, baselines: [74.2, 80.55], colour: ink.night, carriesPersonalNumber: true },
};
