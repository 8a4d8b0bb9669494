import type { FieldPlace, SpecimenLayout } from '#specimens/layout.js';
import {
  inks,
  labelStyle,
  mrzZone,
  numberStyle,
  portraitEdge,
  specimenStamp,
  specimenWatermark,
  subtitleStyle,
  titleStyle,
  valueStyle,
  weave,
} from '#specimens/layouts/styles.js';

const below = { x: 0, y: 3.1 };

const visaFields = (left: number, right: number, top: number, row: number): FieldPlace[] => [
  { field: 'authority', label: 'Issued at / Délivré à', at: { x: left, y: top }, valueOffset: below, maxWidth: 30 },
  {
    field: 'documentNumber',
    label: 'Visa No. / N° du visa',
    at: { x: right, y: top },
    valueOffset: below,
    valueStyle: { ...numberStyle, capHeight: 2 },
  },
  { field: 'dateOfIssue', label: 'Valid from / Du', at: { x: left, y: top + row }, valueOffset: below },
  { field: 'dateOfExpiry', label: 'Until / Au', at: { x: right, y: top + row }, valueOffset: below },
  { field: 'surname', label: 'Surname / Nom', at: { x: left, y: top + 2 * row }, valueOffset: below, maxWidth: 62 },
  {
    field: 'givenNames',
    label: 'Given names / Prénoms',
    at: { x: left, y: top + 3 * row },
    valueOffset: below,
    maxWidth: 62,
  },
  { field: 'dateOfBirth', label: 'Date of birth / Né(e) le', at: { x: left, y: top + 4 * row }, valueOffset: below },
  { field: 'sex', label: 'Sex / Sexe', at: { x: right, y: top + 4 * row }, valueOffset: below },
  { field: 'nationality', label: 'Nationality', at: { x: right + 13, y: top + 4 * row }, valueOffset: below },
];

const largePortrait = { x: 4.5, y: 14, width: 31.1, height: 40 };
const smallPortrait = { x: 4.5, y: 12.2, width: 28, height: 36 };

/** Utopia's visa of the large size: MRV-A, 120 × 80 mm (ICAO 9303-7). */
export const mrvAVisa: SpecimenLayout = {
  id: 'utopia-visa-a',
  documentType: 'visa',
  side: 'front',
  width: 120,
  height: 80,
  cornerRadius: 0.3,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, width: 120, height: 80 },
      stops: [
        [232, 246, 238],
        [250, 246, 226],
        [246, 232, 226],
      ],
    },
    ...weave({ x: 0, y: 0, width: 120, height: 56.8 }, inks.green, inks.orange, 6),
    {
      kind: 'rosette',
      centre: { x: 96, y: 28 },
      radius: 20,
      ink: { colour: inks.green, opacity: 0.34, line: 0.12 },
      petals: 16,
      strands: 7,
    },
    ...mrzZone(120, 80),
    {
      kind: 'sun',
      centre: { x: 111, y: 45 },
      radius: 5,
      rays: 16,
      ink: { colour: inks.gold, opacity: 0.9, line: 0.2 },
    },
    portraitEdge(largePortrait),
  ],
  portrait: { box: largePortrait, opacity: 1, feather: 0, tint: null },
  ghostPortrait: null,
  wording: [
    specimenWatermark(42, 55, 8.4),
    { text: 'UTOPIA', at: { x: 5, y: 8.6 }, style: titleStyle },
    { text: 'VISA', at: { x: 41, y: 8.6 }, style: { ...titleStyle, colour: inks.red } },
    { text: 'MULT', at: { x: 62, y: 8.6 }, style: subtitleStyle },
    specimenStamp(115, 8.2),
  ],
  labelStyle,
  valueStyle,
  dateStyle: '11 MAR/MARS 2025',
  fields: visaFields(41, 79, 15.2, 8),
  signature: null,
  mrz: { format: 'MRV-A', left: 4.6, baselines: [66.2, 72.55], colour: inks.black, carriesPersonalNumber: false },
};

/** Utopia's visa of the small size: MRV-B, 105 × 74 mm (ICAO 9303-7). */
export const mrvBVisa: SpecimenLayout = {
  id: 'utopia-visa-b',
  documentType: 'visa',
  side: 'front',
  width: 105,
  height: 74,
  cornerRadius: 0.3,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, width: 105, height: 74 },
      stops: [
        [246, 236, 230],
        [240, 246, 232],
        [228, 238, 250],
      ],
    },
    ...weave({ x: 0, y: 0, width: 105, height: 50.8 }, inks.rose, inks.blue, 4),
    {
      kind: 'rosette',
      centre: { x: 86, y: 27 },
      radius: 17,
      ink: { colour: inks.violet, opacity: 0.32, line: 0.12 },
      petals: 11,
      strands: 9,
    },
    ...mrzZone(105, 74),
    portraitEdge(smallPortrait),
  ],
  portrait: { box: smallPortrait, opacity: 1, feather: 0, tint: null },
  ghostPortrait: null,
  wording: [
    specimenWatermark(38, 49, 7.4),
    { text: 'UTOPIA', at: { x: 4.5, y: 7.8 }, style: { ...titleStyle, capHeight: 2.8 } },
    { text: 'VISA', at: { x: 37, y: 7.8 }, style: { ...titleStyle, capHeight: 2.8, colour: inks.red } },
    specimenStamp(100.5, 7.4),
  ],
  labelStyle,
  valueStyle,
  dateStyle: '11/03/2025',
  fields: visaFields(37, 70, 13.6, 7),
  signature: null,
  mrz: { format: 'MRV-B', left: 6.2, baselines: [60.2, 66.55], colour: inks.black, carriesPersonalNumber: false },
};
