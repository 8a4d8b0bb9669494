import type { Quad } from '#domain/geometry.js';
import type { DocumentView } from '#engine/document/document-view.js';
import { findMrzs, type FoundMrz } from '#engine/document/find-mrzs.js';
import { boxOfQuad } from '#engine/document/locate/quads.js';
import type { MrzReader } from '#engine/document/mrz/mrz-reader.js';
import type { Luminance } from '#engine/image/luminance.js';

/**
 * The machine readable zone of a document that shows none before it is rectified, in pixels of the working copy; null
 * where it shows none then either, or was not rectified.
 */
export async function lateMrz(
  { image, regions, directionDegrees, toWorking }: DocumentView,
  working: Luminance,
  now: Date,
  mrzReader: MrzReader,
): Promise<FoundMrz | null> {
  if (image === working) return null;
  const [found] = await findMrzs({
    working: image,
    enlarged: () => Promise.resolve(image),
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
