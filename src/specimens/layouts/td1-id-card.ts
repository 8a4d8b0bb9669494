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

const below = { x: 0, y: 2.9 };
const smallLabel = { ...labelStyle, capHeight: 0.95 };
const smallValue = { ...valueStyle, capHeight: 1.75 };
const left = 32.5;
const right = 58;
const portrait = { x: 4, y: 13.2, width: 25.2, height: 32.4 };

/** Utopia's identity card, front: TD1, 85.6 × 53.98 mm, corners of 3.18 mm (ICAO 9303-5, ISO/IEC 7810 ID-1). */
export const td1IdCardFront: SpecimenLayout = {
  id: 'utopia-id-card-front',
  documentType: 'id_card',
  side: 'front',
  width: 85.6,
  height: 53.98,
  cornerRadius: 3.18,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, width: 85.6, height: 53.98 },
      stops: [
        [250, 240, 224],
        [228, 242, 236],
        [224, 234, 248],
      ],
    },
    ...weave({ x: 0, y: 0, width: 85.6, height: 53.98 }, inks.green, inks.orange, 3),
    {
      kind: 'rosette',
      centre: { x: 64, y: 30 },
      radius: 18,
      ink: { colour: inks.blue, opacity: 0.28, line: 0.12 },
      petals: 14,
      strands: 8,
    },
    {
      kind: 'panel',
      box: { x: 0, y: 0, width: 85.6, height: 10.4 },
      cornerRadius: 0.1,
      ink: { colour: inks.title, opacity: 0.88 },
    },
    { kind: 'sun', centre: { x: 8, y: 5.2 }, radius: 3.7, rays: 16, ink: { colour: inks.gold, opacity: 1, line: 0.2 } },
    portraitEdge(portrait),
  ],
  portrait: { box: portrait, opacity: 1, feather: 0, tint: null },
  ghostPortrait: { box: { x: 69.5, y: 26, width: 11.9, height: 15.3 }, opacity: 0.75, feather: 0.35, tint: inks.ghost },
  wording: [
    specimenWatermark(30, 50, 6.4),
    { text: 'UTOPIA', at: { x: 14, y: 6.1 }, style: { ...titleStyle, capHeight: 2.7, colour: [250, 248, 240] } },
    { text: 'UTOPIE', at: { x: 14, y: 8.7 }, style: { ...subtitleStyle, capHeight: 1.2, colour: [230, 232, 240] } },
    {
      text: 'IDENTITY CARD',
      at: { x: 81.6, y: 5.4 },
      style: { ...titleStyle, capHeight: 2.1, colour: [250, 248, 240] },
      align: 'right',
    },
    {
      text: "CARTE D'IDENTITÉ",
      at: { x: 81.6, y: 8.5 },
      style: { ...subtitleStyle, capHeight: 1.2, colour: [230, 232, 240] },
      align: 'right',
    },
    specimenStamp(4, 50.4, 'left'),
  ],
  labelStyle: smallLabel,
  valueStyle: smallValue,
  dateStyle: '11.03.2025',
  fields: [
    { field: 'surname', label: 'Surname / Nom', at: { x: left, y: 14.6 }, valueOffset: below, maxWidth: 49 },
    { field: 'givenNames', label: 'Given names / Prénoms', at: { x: left, y: 20.9 }, valueOffset: below, maxWidth: 49 },
    { field: 'nationality', label: 'Nationality / Nationalité', at: { x: left, y: 27.2 }, valueOffset: below },
    { field: 'sex', label: 'Sex / Sexe', at: { x: right, y: 27.2 }, valueOffset: below },
    { field: 'dateOfBirth', label: 'Date of birth / Né(e) le', at: { x: left, y: 33.5 }, valueOffset: below },
    {
      field: 'documentNumber',
      label: 'Document No. / N° du document',
      at: { x: left, y: 39.8 },
      valueOffset: { x: 0, y: 3.1 },
      valueStyle: { ...numberStyle, capHeight: 2 },
    },
    { field: 'dateOfExpiry', label: 'Date of expiry / Expire le', at: { x: left, y: 46.3 }, valueOffset: below },
  ],
  signature: { box: { x: 57, y: 43, width: 24, height: 8.5 }, colour: inks.pen },
  mrz: null,
};

/** The back of the card, with the MRZ of three lines. */
export const td1IdCardBack: SpecimenLayout = {
  id: 'utopia-id-card-back',
  documentType: 'id_card',
  side: 'back',
  width: 85.6,
  height: 53.98,
  cornerRadius: 3.18,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, width: 85.6, height: 53.98 },
      stops: [
        [224, 234, 248],
        [228, 242, 236],
        [250, 240, 224],
      ],
    },
    ...weave({ x: 0, y: 0, width: 85.6, height: 30.8 }, inks.orange, inks.green, 3),
    {
      kind: 'rosette',
      centre: { x: 70, y: 15 },
      radius: 13,
      ink: { colour: inks.violet, opacity: 0.3, line: 0.12 },
      petals: 10,
      strands: 8,
    },
    ...mrzZone(85.6, 53.98),
    {
      kind: 'sun',
      centre: { x: 75.8, y: 23 },
      radius: 4,
      rays: 16,
      ink: { colour: inks.gold, opacity: 0.9, line: 0.2 },
    },
  ],
  portrait: null,
  ghostPortrait: null,
  wording: [specimenStamp(81.6, 6)],
  labelStyle: smallLabel,
  valueStyle: smallValue,
  dateStyle: '11.03.2025',
  fields: [
    { field: 'placeOfBirth', label: 'Place of birth / Lieu de naissance', at: { x: 4.5, y: 5 }, valueOffset: below },
    {
      field: 'heightCentimetres',
      label: 'Height / Taille',
      at: { x: 45, y: 11.3 },
      valueOffset: below,
      print: 'height-centimetres',
    },
    { field: 'dateOfIssue', label: 'Date of issue / Délivrée le', at: { x: 4.5, y: 11.3 }, valueOffset: below },
    { field: 'authority', label: 'Authority / Autorité', at: { x: 4.5, y: 17.6 }, valueOffset: below, maxWidth: 60 },
    { field: 'address', label: 'Address / Adresse', at: { x: 4.5, y: 23.9 }, valueOffset: below, maxWidth: 62 },
  ],
  signature: null,
  mrz: { format: 'TD1', left: 4.7, baselines: [37.5, 43.85, 50.2], colour: inks.black, carriesPersonalNumber: true },
};
