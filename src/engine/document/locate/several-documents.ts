import type { Box, Point, Quad } from '#domain/geometry.js';
import { quadContains, quadWidth } from '#engine/document/locate/quads.js';

/** A second portrait at least this large, by its side, is no ghost image: those are half as large or less. */
const leastSideShare = 0.7;

/** A frame made from the machine readable zone may end this share of its width short of what it frames. */
const frameMargin = 0.12;

/** This many lines of text within this many face heights make a face a document's portrait. */
const leastLines = 4;
const reachFaceHeights = 2.5;

/**
 * Does the picture show a second document? Two portraits of one size say so, each with print of its own beside it. A
 * second page of a passport has print but no portrait, a person who holds up a card has a face but no print.
 *
 * `frame` is the document found by its machine readable zone: a portrait outside belongs to another one. Without it the
 * text of all documents lies in one hull, and portraits are told apart by their own print alone.
 */
export function showsSeveralDocuments(
  faces: readonly { readonly box: Box }[],
  lineCentres: readonly Point[],
  frame: Quad | null,
): boolean {
  const [largest] = faces;
  if (largest === undefined) return false;
  const printed = faces
    .filter((face) => sideOf(face.box) >= leastSideShare * sideOf(largest.box))
    .map(({ box }) => ({
      box,
      centre: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    }));
  const nearest = lineCentres.map((line) =>
    indexOfNearest(
      line,
      printed.map(({ centre }) => centre),
    ),
  );
  const portraits = printed.filter(({ box, centre }, index) => {
    const lines = lineCentres.filter(
      (line, i) =>
        nearest[i] === index && Math.hypot(line.x - centre.x, line.y - centre.y) < reachFaceHeights * box.height,
    );
    return lines.length >= leastLines;
  });
  if (frame === null) return portraits.length >= 2;
  const margin = frameMargin * quadWidth(frame);
  return portraits.some(({ centre }) => !quadContains(frame, centre, margin));
}

const sideOf = (box: Box): number => Math.max(box.width, box.height);

function indexOfNearest(point: Point, candidates: readonly Point[]): number {
  const distances = candidates.map(({ x, y }) => Math.hypot(x - point.x, y - point.y));
  return distances.indexOf(Math.min(...distances));
}
