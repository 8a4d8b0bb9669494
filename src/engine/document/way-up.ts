import type { DocumentView } from '#engine/document/document-view.js';
import { angleBetween, wrapDegrees } from '#engine/document/locate/angles.js';
import { dominantAngle } from '#engine/document/locate/dominant-angle.js';
import { middleOfBox, quadContains } from '#engine/document/locate/quads.js';
import { readingDirection, type ReadingDirection } from '#engine/document/locate/reading-direction.js';
import { asItself } from '#engine/document/ocr/look-at-line.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { mostHeadTiltDegrees, rollOfFace, sizeOfFace } from '#engine/document/locate/portrait-face.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import type { Luminance } from '#engine/image/luminance.js';

/**
 * The way that most of the text reads: as the largest face looks that stands upright on it or on its head, else as its lines are
 * read more clearly.
 */
export async function mainDirection(
  image: Luminance,
  regions: readonly TextRegion[],
  faces: readonly MeshedFace[],
  recogniser: PrintRecogniser,
): Promise<ReadingDirection> {
  const along = dominantAngle(regions);
  const [largest] = [...faces].sort((a, b) => sizeOfFace(b) - sizeOfFace(a));
  const onItsHead = largest === undefined ? null : standsOnItsHead(largest, along);
  if (onItsHead !== null) return { angleDegrees: wrapDegrees(onItsHead ? along + 180 : along), isSure: true };
  return readingDirection(asItself(image), regions, along, recogniser);
}

/** Whether a portrait stands on its head on text that reads along a direction; null where it stands neither way. */
function standsOnItsHead(face: Pick<MeshedFace, 'mesh'>, directionDegrees: number): boolean | null {
  const off = angleBetween(rollOfFace(face), directionDegrees);
  const turn = Math.abs(wrapDegrees(rollOfFace(face) - directionDegrees));
  return off > mostHeadTiltDegrees ? null : turn > 90;
}

/** Whether a document stands on its head in a view of it, by its portrait, else by its print. */
export async function isUpsideDown(
  portrait: { readonly face: Pick<MeshedFace, 'mesh'> | null; readonly directionDegrees: number },
  { closeUp, quad, directionDegrees, regions }: DocumentView,
  recogniser: PrintRecogniser,
): Promise<boolean> {
  const onItsHead = portrait.face === null ? null : standsOnItsHead(portrait.face, portrait.directionDegrees);
  if (onItsHead !== null) return onItsHead;
  const own = regions.filter(({ box }) => quadContains(quad, middleOfBox(box)));
  const { angleDegrees } = await readingDirection(closeUp, own, directionDegrees, recogniser);
  return Math.abs(wrapDegrees(angleDegrees - directionDegrees)) > 90;
}
