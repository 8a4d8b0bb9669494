import type { Quad } from '#domain/geometry.js';
import { pictureOfPixels } from '#engine/decode/picture-of-pixels.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { findMrzs, type FoundMrz } from '#engine/document/find-mrzs.js';
import { boxOfQuad } from '#engine/document/locate/quads.js';
import type { MrzReader } from '#engine/document/mrz/mrz-reader.js';

/**
 * The machine readable zone of a document that shows none before it is rectified, in pixels of the working copy; null
 * where it shows none then either, or was not rectified.
 */
export async function lateMrz(
  { image, regions, directionDegrees, toWorking }: DocumentView,
  working: RgbImage,
  now: Date,
  mrzReader: MrzReader,
): Promise<FoundMrz | null> {
  if (image === working) return null;
  const [found] = await findMrzs({
    picture: pictureOfPixels(image),
    working: image,
    regions,
    outlines: [],
    // Where print is hardly legible its direction is unsure up to a half turn.
    direction: { angleDegrees: directionDegrees, isSure: false },
    mrzReader,
    now,
  });
  if (found === undefined) return null;
  const lineQuads = found.reading.lineQuads.map((quad) => quad.map(toWorking) as Quad); // map() forgets the length
  const characterMiddles = found.reading.characterMiddles.map((line) => line.map(toWorking));
  return {
    reading: { ...found.reading, lineQuads, characterMiddles },
    directionDegrees: boxOfQuad(lineQuads[0]!).angleDegrees,
  };
}
