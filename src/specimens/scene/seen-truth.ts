import type { Box, Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { boxAround } from '#specimens/geometry.js';
import { measureLegibility } from '#specimens/scene/legibility.js';
import type { PrintedValue, SeenTruth, SpecimenTruth } from '#specimens/truth.js';

export interface SeenTruthOptions {
  /** Of the flat document. */
  readonly truth: SpecimenTruth;
  /** From the flat document to the picture. */
  readonly toPicture: (point: Point) => Point;
  /** The picture before the sensor's noise. */
  readonly image: RgbImage;
  readonly blurSigma: number;
}

/** The truth of a document in a picture, and what of it the picture still shows. */
export function seenTruth({ truth, toPicture, image, blurSigma }: SeenTruthOptions): SeenTruth {
  const moved = (quad: Quad): Quad => quad.map(toPicture) as Quad; // map() forgets the length
  const legible = (cells: readonly Box[], measure: 'width' | 'height') =>
    measureLegibility({ image, cells, toPicture, measure, blurSigma });
  const quad = moved(truth.quad);
  const portraitQuad = truth.portraitQuad === null ? null : moved(truth.portraitQuad);
  const visualZone = truth.visualZone.map((value) => ({
    ...value,
    quad: moved(value.quad),
    readable: legible(valueCells(value), 'height').readable,
  }));
  const mrz = truth.mrzQuad === null ? null : legible(mrzCells(truth.mrzQuad, truth.mrzLines ?? []), 'width');
  const isInside = ({ x, y }: Point): boolean => x >= 0 && y >= 0 && x <= image.width && y <= image.height;
  return {
    ...truth,
    quad,
    mrzQuad: truth.mrzQuad === null ? null : moved(truth.mrzQuad),
    barcode: truth.barcode && { ...truth.barcode, quad: moved(truth.barcode.quad) },
    visualZone,
    portraitQuad,
    portraitBox: portraitQuad === null ? null : boxAround(portraitQuad),
    cropped: !quad.every(isInside),
    mrzLegibility: mrz,
    readable: mrz?.readable ?? visualZone.every((value) => value.readable),
  };
}

/** ICAO 9303-3: capitals of 2.5 mm, lines 6.35 mm apart (six lines to three half-inches). */
const capHeight = 2.5;
const linePitch = 6.35;

function mrzCells([topLeft, topRight, bottomRight]: Quad, lines: readonly string[]): Box[] {
  const characters = Math.max(1, ...lines.map(({ length }) => length));
  const width = (topRight.x - topLeft.x) / characters;
  const millimetre = (bottomRight.y - topLeft.y) / ((lines.length - 1) * linePitch + capHeight);
  return lines.flatMap(({ length }, line) =>
    Array.from({ length }, (_, column) => ({
      x: topLeft.x + column * width,
      y: topLeft.y + line * linePitch * millimetre,
      width,
      height: capHeight * millimetre,
    })),
  );
}

/** Pieces of about four characters, so that no piece is a space alone. */
function valueCells({ printed, quad: [topLeft, , bottomRight] }: PrintedValue): Box[] {
  const pieces = Math.max(1, Math.floor(Array.from(printed).length / 4));
  const width = (bottomRight.x - topLeft.x) / pieces;
  return Array.from({ length: pieces }, (_, piece) => ({
    x: topLeft.x + piece * width,
    y: topLeft.y,
    width,
    height: bottomRight.y - topLeft.y,
  }));
}
