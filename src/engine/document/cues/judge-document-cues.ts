import type { DocumentCue } from '#domain/document-cues.js';
import type { Quad } from '#domain/geometry.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import { colourlessCue } from '#engine/document/cues/colourless.js';
import { fineGridCue } from '#engine/document/cues/fine-grid.js';
import { scaleQuad } from '#engine/document/locate/quads.js';

/** Longer side of the copy that cues are looked for in: decoding more takes longer than all else. */
const copySidePixels = 2560;

/** Every cue, in a fixed order. `quad`: the document's corners in pixels of the picture. */
export async function judgeDocumentCues(picture: ImageSource, quad: Quad): Promise<DocumentCue[]> {
  const image = await picture.resized(copySidePixels);
  const own = scaleQuad(quad, image.width / picture.width);
  return [fineGridCue(image, own), colourlessCue(image, own)];
}
