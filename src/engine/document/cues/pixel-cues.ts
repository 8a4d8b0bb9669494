import type { DocumentCue } from '#domain/document-cues.js';
import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { colourlessCue } from '#engine/document/cues/colourless.js';
import { fineGridCue } from '#engine/document/cues/fine-grid.js';
import { mrzPrintCues, type ReadZone } from '#engine/document/cues/mrz-print.js';

/** What the cues of pixels and print are judged by; places are in pixels of the image. */
export interface PixelEvidence {
  /** The largest copy of the picture that there is. */
  readonly image: RgbImage;
  readonly quad: Quad;
  readonly zone: ReadZone | null;
}

/** The cues that need no net, in a fixed order. */
export const pixelCues = ({ image, quad, zone }: PixelEvidence): DocumentCue[] => [
  fineGridCue(image, quad),
  colourlessCue(image, quad),
  ...mrzPrintCues(image, zone),
];
