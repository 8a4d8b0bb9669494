import type { SpecimenLayout, TextStyle } from '#specimens/layout.js';
import { hatching, ink, microText, moire, specimenMark, wash } from '#specimens/layouts/validation/form.js';

const number: TextStyle = { font: 'arimo', capHeight: 1.25, colour: ink.navy };
const value: TextStyle = { font: 'arimo-bold', capHeight: 1.75, colour: ink.night };
const card = { x: 0, y: 0, width: 85.6, height: 53.98 };
const next = { x: 5.4, y: 0 };

/** A driving licence of the European Union's pattern (Directive 2006/126/EC, annex I): numbered fields, front. */
export const validationLicenceFront: SpecimenLayout = {
  id: 'validation-licence-front',
  documentType: 'drivers_license',
  side: 'front',
  width: 85.6,
  height: 53.98,
  cornerRadius: 3.18,
  ground: [
    wash(card, [248, 226, 232], [242, 236, 246], [230, 240, 250]),
    ...moire(54, 30, 27, ink.pink, ink.sky),
    hatching({ x: 0, y: 0, width: 85.6, height: 9.6 }, 22, 0.9, ink.pink, 0.4),
    {
      kind: 'panel',
      box: { x: 3, y: 2, width: 9.6, height: 6.6 },
      cornerRadius: 0.6,
      ink: { colour: ink.navy, opacity: 0.95 },
    },
  ],
  portrait: { box: { x: 3.6, y: 13, width: 22.6, height: 29 }, opacity: 1, feather: 0.02, tint: null },
  ghostPortrait: { box: { x: 71.5, y: 32, width: 10.9, height: 14 }, opacity: 0.4, feather: 0.35, tint: ink.navy },
  wording: [
    {
      text: 'UT',
      at: { x: 7.8, y: 6.2 },
      style: { font: 'arimo-bold', capHeight: 2.2, colour: [250, 240, 180] },
      align: 'centre',
    },
    { text: 'REPUBLIKA UTOPIJA', at: { x: 16, y: 5 }, style: { font: 'arimo-bold', capHeight: 1.9, colour: ink.navy } },
    {
      text: 'VOZNIŠKO DOVOLJENJE · DRIVING LICENCE',
      at: { x: 16, y: 8.4 },
      style: { font: 'arimo', capHeight: 1.25, colour: ink.navy },
    },
    microText('VOZNISKO DOVOLJENJE', 29, 10.8, 52, number),
    { text: '9.', at: { x: 29, y: 49.6 }, style: number },
    { text: 'AM B', at: { x: 34.4, y: 49.6 }, style: value },
    specimenMark(32, 44, 6, -18, 'VZOREC'),
  ],
  labelStyle: number,
  valueStyle: value,
  dateStyle: '11.03.2025',
  fields: [
    { field: 'surname', label: '1.', at: { x: 29, y: 15 }, valueOffset: next, maxWidth: 48 },
    { field: 'givenNames', label: '2.', at: { x: 29, y: 19.4 }, valueOffset: next, maxWidth: 48 },
    { field: 'dateOfBirth', label: '3.', at: { x: 29, y: 23.8 }, valueOffset: next },
    { field: 'placeOfBirth', label: '', at: { x: 52, y: 23.8 }, valueOffset: { x: 0, y: 0 }, maxWidth: 28 },
    { field: 'dateOfIssue', label: '4a.', at: { x: 29, y: 28.2 }, valueOffset: next },
    { field: 'dateOfExpiry', label: '4b.', at: { x: 29, y: 32.6 }, valueOffset: next },
    { field: 'authority', label: '4c.', at: { x: 52, y: 28.2 }, valueOffset: next, maxWidth: 26 },
    { field: 'documentNumber', label: '5.', at: { x: 29, y: 37 }, valueOffset: next },
    {
      field: 'address',
      label: '8.',
      at: { x: 29, y: 45.2 },
      valueOffset: next,
      maxWidth: 40,
      valueStyle: { ...value, capHeight: 1.5 },
    },
  ],
  signature: { box: { x: 4, y: 43, width: 20, height: 7 }, colour: [16, 16, 24] },
  mrz: null,
};

/** The back of such a licence with the single line of ISO/IEC 18013-3. */
export const validationLicenceBack: SpecimenLayout = {
  ...validationLicenceFront,
  id: 'validation-licence-back',
  side: 'back',
  ground: [
    wash(card, [230, 240, 250], [242, 236, 246], [248, 226, 232]),
    hatching({ x: 0, y: 0, width: 85.6, height: 40 }, 70, 1.3, ink.sky, 0.3),
    ...[0, 1, 2, 3, 4, 5].map((row) => ({
      kind: 'rule' as const,
      from: { x: 20, y: 6 + row * 5.6 },
      to: { x: 82, y: 6 + row * 5.6 },
      ink: { colour: ink.navy, opacity: 0.6, line: 0.15 },
    })),
    wash({ x: 0, y: 42, width: 85.6, height: 12 }, [248, 246, 248], [248, 246, 248]),
  ],
  portrait: null,
  ghostPortrait: null,
  wording: [
    ...['9.', 'AM', 'A1', 'A', 'B', 'C'].map((text, row) => ({
      text,
      at: { x: 22, y: 10 + row * 5.6 },
      style: number,
    })),
    { text: '10.', at: { x: 36, y: 5 }, style: number },
    { text: '11.', at: { x: 54, y: 5 }, style: number },
    { text: '12.', at: { x: 72, y: 5 }, style: number },
    specimenMark(38, 34, 5, -15, 'VZOREC'),
  ],
  fields: [],
  signature: null,
  mrz: { format: 'LICENCE', left: 4.7, baselines: [49.6], colour: ink.night, carriesPersonalNumber: false },
};
