import type { DemoAnswer } from '#contract/demo.js';

type Verification = DemoAnswer['verification'];
type Document = Verification['document'];
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Something drawn on a picture, in its pixels. */
export interface Mark {
  readonly name: 'frame' | 'portrait' | 'mrz' | 'barcode' | 'face';
  readonly title: string;
  /** A closed line. */
  readonly corners: readonly Point[];
  /** Points of their own, as the landmarks of a face. */
  readonly dots?: readonly Point[];
}

/**
 * Height of the machine readable zone over that of the document: 23.2 mm (ICAO 9303-3 section 4.1) of 53.98, 74, 88, 80 and 74 mm.
 * Licences' zones lie elsewhere.
 */
const zoneShares: Partial<Record<string, number>> = {
  TD1: 23.2 / 53.98,
  TD2: 23.2 / 74,
  TD3: 23.2 / 88,
  'MRV-A': 23.2 / 80,
  'MRV-B': 23.2 / 74,
  'FRENCH-ID': 23.2 / 74,
};

const between = (from: Point, to: Point, share: number): Point => ({
  x: from.x + (to.x - from.x) * share,
  y: from.y + (to.y - from.y) * share,
});

/** The corners of a rectangle that is turned clockwise about its centre. */
export function cornersOf(box: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly angleDegrees?: number;
}): Point[] {
  const { x, y, width, height, angleDegrees = 0 } = box;
  const [cos, sin] = [Math.cos((angleDegrees * Math.PI) / 180), Math.sin((angleDegrees * Math.PI) / 180)];
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ].map(([right, down]) => {
    const [dx, dy] = [(right! * width) / 2, (down! * height) / 2]; // pairs, as above
    return { x: x + width / 2 + dx * cos - dy * sin, y: y + height / 2 + dx * sin + dy * cos };
  });
}

/** The lowest part of the document, where the format has its zone; null: the format says nothing of that. */
export function zoneOf({ quad, mrz }: Pick<Document, 'quad' | 'mrz'>): Point[] | null {
  const share = mrz === null ? undefined : zoneShares[mrz.format];
  if (share === undefined) return null;
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  return [between(bottomLeft, topLeft, share), between(bottomRight, topRight, share), bottomRight, bottomLeft];
}

export function marksOfDocument(document: Document): Mark[] {
  const zone = zoneOf(document);
  return [
    { name: 'frame', title: 'Document', corners: document.quad },
    ...(document.portrait === null
      ? []
      : [{ name: 'portrait', title: 'Portrait', corners: cornersOf(document.portrait) } as const]),
    ...(zone === null ? [] : [{ name: 'mrz', title: 'Machine readable zone', corners: zone } as const]),
    ...document.barcodes.map(({ quad }) => ({ name: 'barcode', title: 'Barcode', corners: quad }) as const),
  ];
}

export const marksOfSelfie = ({ face }: Verification): Mark[] => [
  { name: 'face', title: 'Face', corners: cornersOf(face.box), dots: face.landmarks },
];
