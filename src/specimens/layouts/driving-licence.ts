import type { GroundElement, SpecimenLayout } from '#specimens/layout.js';
import {
  inks,
  labelStyle,
  numberStyle,
  portraitEdge,
  specimenStamp,
  specimenWatermark,
  subtitleStyle,
  titleStyle,
  valueStyle,
  weave,
} from '#specimens/layouts/styles.js';

const card = { width: 85.6, height: 53.98 };
const portrait = { x: 3.5, y: 12.4, width: 25.2, height: 32.4 };
const small = { ...labelStyle, capHeight: 1.1 };
const value = { ...valueStyle, capHeight: 1.75 };
const left = 31.5;
const right = 59;
/** Labels stand before their values, on the same line. */
const after = (millimetres: number) => ({ x: millimetres, y: 0 });

/**
 * The driving licence of the State of Utopia, front: a card after the AAMVA DL/ID Card Design Standard (2020, annex A),
 * with the numbers of ISO/IEC 18013-1 before its labels. ID-1, 85.6 × 53.98 mm.
 */
export const drivingLicenceFront: SpecimenLayout = {
  id: 'utopia-driving-licence-front',
  documentType: 'drivers_license',
  side: 'front',
  ...card,
  cornerRadius: 3.18,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, ...card },
      stops: [
        [226, 238, 250],
        [246, 242, 228],
        [232, 246, 236],
      ],
    },
    ...weave({ x: 0, y: 9, width: 85.6, height: 45 }, inks.gold, inks.blue, 4),
    {
      kind: 'rosette',
      centre: { x: 58, y: 32 },
      radius: 15,
      ink: { colour: inks.green, opacity: 0.24, line: 0.12 },
      petals: 12,
      strands: 8,
    },
    {
      kind: 'sun',
      centre: { x: 78, y: 5.4 },
      radius: 3.6,
      rays: 16,
      ink: { colour: inks.gold, opacity: 1, line: 0.2 },
    },
    portraitEdge(portrait),
  ],
  portrait: { box: portrait, opacity: 1, feather: 0, tint: null },
  ghostPortrait: { box: { x: 69.8, y: 33, width: 12.6, height: 16.2 }, opacity: 0.6, feather: 0.3, tint: inks.ghost },
  wording: [
    specimenWatermark(30, 50, 6),
    { text: 'STATE OF UTOPIA', at: { x: 3.6, y: 6 }, style: { ...titleStyle, capHeight: 2.9 } },
    { text: 'DRIVER LICENSE', at: { x: 3.6, y: 9.6 }, style: { ...subtitleStyle, capHeight: 1.7 } },
    { text: '9 CLASS', at: { x: left, y: 42 }, style: small },
    { text: 'B', at: { x: left + 9, y: 42 }, style: value },
    { text: '9a END', at: { x: right, y: 42 }, style: small },
    { text: 'NONE', at: { x: right + 8, y: 42 }, style: value },
    { text: '12 REST', at: { x: left, y: 45.4 }, style: small },
    { text: 'NONE', at: { x: left + 9, y: 45.4 }, style: value },
    specimenStamp(66, 50.6),
  ],
  labelStyle: small,
  valueStyle: value,
  dateStyle: '2025-03-11',
  fields: [
    {
      field: 'documentNumber',
      label: '4d DLN',
      at: { x: left, y: 13.6 },
      valueOffset: after(9),
      valueStyle: { ...numberStyle, capHeight: 2.1 },
    },
    { field: 'dateOfExpiry', label: '4b EXP', at: { x: left, y: 17.2 }, valueOffset: after(9) },
    { field: 'surname', label: '1', at: { x: left, y: 20.6 }, valueOffset: after(3), maxWidth: 46 },
    { field: 'givenNames', label: '2', at: { x: left, y: 23.8 }, valueOffset: after(3), maxWidth: 46 },
    { field: 'address', label: '8', at: { x: left, y: 27 }, valueOffset: after(3), maxWidth: 46 },
    { field: 'dateOfBirth', label: '3 DOB', at: { x: left, y: 30.6 }, valueOffset: after(9) },
    { field: 'dateOfIssue', label: '4a ISS', at: { x: left, y: 34.2 }, valueOffset: after(9) },
    { field: 'sex', label: '15 SEX', at: { x: right, y: 30.6 }, valueOffset: after(8) },
    {
      field: 'heightCentimetres',
      label: '16 HGT',
      at: { x: right, y: 34.2 },
      valueOffset: after(8),
      print: 'height-centimetres',
    },
    {
      field: 'weightKilograms',
      label: '17 WGT',
      at: { x: right, y: 37.8 },
      valueOffset: after(8),
      print: 'weight-kilograms',
    },
    { field: 'eyeColour', label: '18 EYES', at: { x: left, y: 37.8 }, valueOffset: after(9), print: 'eye-code' },
  ],
  signature: { box: { x: 5, y: 45.6, width: 22, height: 6.4 }, colour: inks.pen },
  mrz: null,
};

/** Bars of a one-dimensional inventory code: dark and light runs in turn, in quarters of a millimetre. It says nothing. */
const bars = [2, 1, 1, 2, 3, 1, 1, 1, 2, 3, 1, 2, 1, 1, 3, 2, 1, 1, 2, 2, 1, 3, 1, 1, 2, 1, 2, 1, 3, 1, 1, 2, 2, 1, 1];
const inventoryBars = bars.flatMap((run, index): GroundElement[] => {
  const before = bars.slice(0, index).reduce((sum, other) => sum + other, 0);
  if (index % 2 === 1) return [];
  return [
    {
      kind: 'panel',
      box: { x: 8 + before * 0.25, y: 43.4, width: run * 0.25, height: 5.6 },
      cornerRadius: 0.01,
      ink: { colour: inks.black, opacity: 0.95 },
    },
  ];
});
const smallPrint = { ...labelStyle, capHeight: 0.95, colour: inks.title };

/** The back: the PDF417 barcode of annex D, an inventory code and the small print. No machine readable zone. */
export const drivingLicenceBack: SpecimenLayout = {
  id: 'utopia-driving-licence-back',
  documentType: 'drivers_license',
  side: 'back',
  ...card,
  cornerRadius: 3.18,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, ...card },
      stops: [
        [240, 246, 250],
        [250, 248, 240],
        [240, 248, 242],
      ],
    },
    ...weave({ x: 0, y: 26, width: 85.6, height: 15 }, inks.gold, inks.blue, 4),
    {
      kind: 'panel',
      box: { x: 3, y: 4, width: 79.6, height: 18 },
      cornerRadius: 0.4,
      ink: { colour: [255, 255, 255], opacity: 1 },
    },
    {
      kind: 'panel',
      box: { x: 6, y: 42.6, width: 18.5, height: 7.2 },
      cornerRadius: 0.2,
      ink: { colour: [255, 255, 255], opacity: 1 },
    },
    ...inventoryBars,
  ],
  portrait: null,
  ghostPortrait: null,
  wording: [
    { text: 'STATE OF UTOPIA · DRIVER LICENSE', at: { x: 4.4, y: 27 }, style: { ...subtitleStyle, capHeight: 1.3 } },
    { text: 'CLASS: B – any single vehicle of up to 3500 kg', at: { x: 4.4, y: 30.4 }, style: smallPrint },
    { text: 'ENDORSEMENTS: none', at: { x: 4.4, y: 33 }, style: smallPrint },
    { text: 'RESTRICTIONS: none', at: { x: 4.4, y: 35.6 }, style: smallPrint },
    {
      text: 'Report a change of address within ten days. Property of the State of Utopia.',
      at: { x: 4.4, y: 39.4 },
      style: smallPrint,
    },
    { text: 'UTO 0012 4711', at: { x: 27, y: 48.6 }, style: { ...smallPrint, font: 'mono' } },
    specimenStamp(81, 48.6),
  ],
  labelStyle: small,
  valueStyle: value,
  dateStyle: '2025-03-11',
  fields: [],
  signature: null,
  mrz: null,
  // The module is 0.27 mm, a row 0.9 mm: within AAMVA's 0.170 to 0.380 mm and three modules.
  barcode: { format: 'pdf417', columns: 12, box: { x: 5.3, y: 5.6, width: 75, height: 14.8 }, colour: inks.black },
};
