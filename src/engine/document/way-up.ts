import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { wrapDegrees } from '#engine/document/locate/angles.js';
import { dominantAngle } from '#engine/document/locate/dominant-angle.js';
import { middleOfBox, quadContains } from '#engine/document/locate/quads.js';
import { readingDirection, type ReadingDirection } from '#engine/document/locate/reading-direction.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { mostHeadTiltDegrees, rollOfFace, sizeOfFace } from '#engine/document/locate/portrait-face.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/**
 * The way that most of the text reads: as the largest face looks that stands upright on it or on its head, else as its lines are
 * read more clearly.
 */
export async function mainDirection(
  image: RgbImage,
  regions: readonly TextRegion[],
  faces: readonly MeshedFace[],
  recogniser: PrintRecogniser,
): Promise<ReadingDirection> {
  const along = dominantAngle(regions);
  const [largest] = [...faces].sort((a, b) => sizeOfFace(b) - sizeOfFace(a));
  const off = largest === undefined ? 90 : Math.abs(wrapDegrees(rollOfFace(largest) - along));
  if (off <= mostHeadTiltDegrees) return { angleDegrees: wrapDegrees(along), isSure: true };
  if (off >= 180 - mostHeadTiltDegrees) return { angleDegrees: wrapDegrees(along + 180), isSure: true };
  return readingDirection(image, regions, along, recogniser);
}

/** Whether a document stands on its head in a view of it, by its print. */
export async function isUpsideDown(
  { image, quad, directionDegrees, regions }: DocumentView,
  recogniser: PrintRecogniser,
): Promise<boolean> {
  const own = regions.filter(({ box }) => quadContains(quad, middleOfBox(box)));
  const { angleDegrees } = await readingDirection(image, own, directionDegrees, recogniser);
  return Math.abs(wrapDegrees(angleDegrees - directionDegrees)) > 90;
}
