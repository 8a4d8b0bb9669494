import type { SpecimenLayout } from '#specimens/layout.js';
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

const below = { x: 0, y: 3.2 };
const left = 44;
const right = 86;
const portrait = { x: 4, y: 14.5, width: 35, height: 45 };

/** Utopia's passport, data page: TD3, 125 × 88 mm (ICAO 9303-4). */
export const td3Passport: SpecimenLayout = {
  id: 'utopia-passport',
  documentType: 'passport',
  side: 'front',
  width: 125,
  height: 88,
  cornerRadius: 3.2,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, width: 125, height: 88 },
      stops: [
        [226, 236, 246],
        [246, 233, 234],
        [229, 242, 232],
      ],
    },
    ...weave({ x: 0, y: 12, width: 125, height: 53 }, inks.blue, inks.rose, 4),
    {
      kind: 'rosette',
      centre: { x: 92, y: 40 },
      radius: 21,
      ink: { colour: inks.green, opacity: 0.3, line: 0.12 },
      petals: 12,
      strands: 9,
    },
    {
      kind: 'rosette',
      centre: { x: 18, y: 37 },
      radius: 24,
      ink: { colour: inks.violet, opacity: 0.24, line: 0.12 },
      petals: 9,
      strands: 8,
    },
    ...mrzZone(125, 88),
    {
      kind: 'rule',
      from: { x: 4, y: 11.6 },
      to: { x: 121, y: 11.6 },
      ink: { colour: inks.title, opacity: 0.8, line: 0.25 },
    },
    {
      kind: 'sun',
      centre: { x: 9.2, y: 6.3 },
      radius: 4.1,
      rays: 16,
      ink: { colour: inks.gold, opacity: 0.95, line: 0.25 },
    },
    {
      kind: 'chip-symbol',
      centre: { x: 116.6, y: 6.3 },
      width: 8,
      ink: { colour: inks.title, opacity: 0.9, line: 0.4 },
    },
    portraitEdge(portrait),
  ],
  portrait: { box: portrait, opacity: 1, feather: 0, tint: null },
  ghostPortrait: { box: { x: 107, y: 23, width: 14, height: 18 }, opacity: 0.55, feather: 0.35, tint: inks.ghost },
  wording: [
    specimenWatermark(46, 58, 9),
    { text: 'UTOPIA', at: { x: 16, y: 7.6 }, style: titleStyle },
    { text: 'UTOPIE', at: { x: 16, y: 10.3 }, style: subtitleStyle },
    { text: 'PASSPORT', at: { x: left, y: 7.6 }, style: { ...titleStyle, capHeight: 2.8 } },
    { text: 'PASSEPORT', at: { x: left, y: 10.3 }, style: subtitleStyle },
    specimenStamp(109.5, 7.3),
    { text: 'Type / Type', at: { x: left, y: 16 }, style: labelStyle },
    { text: 'P', at: { x: left, y: 19.2 }, style: valueStyle },
  ],
  labelStyle,
  valueStyle,
  dateStyle: '11 MAR 2025',
  fields: [
    { field: 'issuingState', label: 'Code / Code', at: { x: 60, y: 16 }, valueOffset: below },
    {
      field: 'documentNumber',
      label: 'Passport No. / Passeport n°',
      at: { x: right, y: 16 },
      valueOffset: { x: 0, y: 3.5 },
      valueStyle: numberStyle,
    },
    { field: 'surname', label: 'Surname / Nom', at: { x: left, y: 23 }, valueOffset: below, maxWidth: 60 },
    { field: 'givenNames', label: 'Given names / Prénoms', at: { x: left, y: 30 }, valueOffset: below, maxWidth: 60 },
    {
      field: 'nationality',
      label: 'Nationality / Nationalité',
      at: { x: left, y: 37 },
      valueOffset: below,
      print: 'demonym',
    },
    {
      field: 'personalNumber',
      label: 'Personal No. / N° personnel',
      at: { x: right, y: 37 },
      valueOffset: below,
    },
    { field: 'dateOfBirth', label: 'Date of birth / Date de naissance', at: { x: left, y: 44 }, valueOffset: below },
    {
      field: 'authority',
      label: 'Authority / Autorité',
      at: { x: right, y: 44 },
      valueOffset: below,
      maxWidth: 34,
    },
    { field: 'sex', label: 'Sex / Sexe', at: { x: left, y: 51 }, valueOffset: below },
    {
      field: 'placeOfBirth',
      label: 'Place of birth / Lieu de naissance',
      at: { x: 60, y: 51 },
      valueOffset: below,
      maxWidth: 40,
    },
    { field: 'dateOfIssue', label: 'Date of issue / Date de délivrance', at: { x: left, y: 58 }, valueOffset: below },
    { field: 'dateOfExpiry', label: "Date of expiry / Date d'expiration", at: { x: 71, y: 58 }, valueOffset: below },
  ],
  signature: { box: { x: 99, y: 50.5, width: 22, height: 11 }, colour: inks.pen },
  mrz: { format: 'TD3', left: 6.6, baselines: [74.2, 80.55], colour: inks.black, carriesPersonalNumber: true },
};
