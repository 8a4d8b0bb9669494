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

const below = { x: 0, y: 3.1 };
const left = 37;
const right = 73;
const portrait = { x: 4.5, y: 12.2, width: 28, height: 36 };

/** Utopia's residence permit: TD2, 105 × 74 mm, everything on one side (ICAO 9303-6). */
export const td2ResidencePermit: SpecimenLayout = {
  id: 'utopia-residence-permit',
  documentType: 'residence_permit',
  side: 'front',
  width: 105,
  height: 74,
  cornerRadius: 2.5,
  ground: [
    {
      kind: 'wash',
      box: { x: 0, y: 0, width: 105, height: 74 },
      stops: [
        [238, 230, 246],
        [230, 240, 248],
        [242, 244, 226],
      ],
    },
    ...weave({ x: 0, y: 10, width: 105, height: 40.8 }, inks.violet, inks.green, 5),
    {
      kind: 'rosette',
      centre: { x: 84, y: 31 },
      radius: 17,
      ink: { colour: inks.rose, opacity: 0.34, line: 0.12 },
      petals: 8,
      strands: 10,
    },
    ...mrzZone(105, 74),
    { kind: 'sun', centre: { x: 9, y: 5.7 }, radius: 3.8, rays: 16, ink: { colour: inks.gold, opacity: 1, line: 0.2 } },
    portraitEdge(portrait),
  ],
  portrait: { box: portrait, opacity: 1, feather: 0, tint: null },
  ghostPortrait: null,
  wording: [
    specimenWatermark(38, 49, 7.4),
    { text: 'UTOPIA', at: { x: 15, y: 6.4 }, style: { ...titleStyle, capHeight: 2.8 } },
    { text: 'UTOPIE', at: { x: 15, y: 9 }, style: { ...subtitleStyle, capHeight: 1.3 } },
    { text: 'RESIDENCE PERMIT', at: { x: left, y: 6.2 }, style: { ...titleStyle, capHeight: 2.2 } },
    { text: 'TITRE DE SÉJOUR', at: { x: left, y: 9 }, style: { ...subtitleStyle, capHeight: 1.3 } },
    specimenStamp(100.5, 6.3),
  ],
  labelStyle,
  valueStyle,
  dateStyle: '11-03-2025',
  fields: [
    { field: 'surname', label: 'Surname / Nom', at: { x: left, y: 13.6 }, valueOffset: below, maxWidth: 62 },
    { field: 'givenNames', label: 'Given names / Prénoms', at: { x: left, y: 20.2 }, valueOffset: below, maxWidth: 62 },
    { field: 'dateOfBirth', label: 'Date of birth / Date de naissance', at: { x: left, y: 26.8 }, valueOffset: below },
    { field: 'sex', label: 'Sex / Sexe', at: { x: right, y: 26.8 }, valueOffset: below },
    { field: 'nationality', label: 'Nationality / Nationalité', at: { x: 85, y: 26.8 }, valueOffset: below },
    {
      field: 'placeOfBirth',
      label: 'Place of birth / Lieu de naissance',
      at: { x: left, y: 33.4 },
      valueOffset: below,
    },
    {
      field: 'documentNumber',
      label: 'Permit No. / N° du titre',
      at: { x: right, y: 33.4 },
      valueOffset: below,
      valueStyle: { ...numberStyle, capHeight: 2 },
    },
    { field: 'dateOfIssue', label: 'Date of issue / Délivré le', at: { x: left, y: 40 }, valueOffset: below },
    { field: 'dateOfExpiry', label: 'Valid until / Valable au', at: { x: right, y: 40 }, valueOffset: below },
  ],
  signature: { box: { x: 37, y: 44.2, width: 24, height: 6.4 }, colour: inks.pen },
  mrz: { format: 'TD2', left: 6.2, baselines: [60.2, 66.55], colour: inks.black, carriesPersonalNumber: false },
};
