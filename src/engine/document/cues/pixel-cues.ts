import type { DocumentCue } from '#domain/document-cues.js';
import type { Box, Quad } from '#domain/geometry.js';
import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { colourlessCue } from '#engine/document/cues/colourless.js';
import { fineGridCue } from '#engine/document/cues/fine-grid.js';
import { mrzPrintCues, type ReadZone } from '#engine/document/cues/mrz-print.js';
import { portraitCompressionCue } from '#engine/document/cues/portrait-compression.js';

/** What the cues of pixels and print are judged by; places are in pixels of the image. */
export interface PixelEvidence {
  /** The largest copy of the picture that there is. */
  readonly image: RgbImage;
  readonly quad: Quad;
  readonly zone: ReadZone | null;
  /** The grid of the file that the image came from; null where there is none, or the image is a smaller copy. */
  readonly jpeg: JpegGrid | null;
  /** The portrait's face. */
  readonly face: Box | null;
}

/** The cues that need no net, in a fixed order. */
export const pixelCues = ({ image, quad, zone, jpeg, face }: PixelEvidence): DocumentCue[] => [
  fineGridCue(image, quad),
  colourlessCue(image, quad),
  ...mrzPrintCues(image, zone),
  portraitCompressionCue(image, jpeg, quad, face),
];
