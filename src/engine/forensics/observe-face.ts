import type { Box } from '#domain/geometry.js';
import { observationNames, type Observation, type ObservationName } from '#domain/observation.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { earlierCompressionMissing } from '#engine/forensics/earlier-compression-missing.js';
import { faceEdge } from '#engine/forensics/face-edge.js';
import { gridOffset } from '#engine/forensics/grid-offset.js';
import { noiseMismatch } from '#engine/forensics/noise-mismatch.js';
import { observation } from '#engine/forensics/observation-table.js';
import { spectrumFalloff } from '#engine/forensics/spectrum-falloff.js';

interface Evidence {
  readonly image: RgbImage;
  /** Null unless `image` is in the file's own pixels. */
  readonly jpeg: JpegGrid | null;
  /** The face's, in pixels of `image`. */
  readonly box: Box;
}

const measures: Readonly<Record<ObservationName, (evidence: Evidence) => number | null>> = {
  'spectrum-falloff': ({ image, box }) => spectrumFalloff(image, box),
  'noise-mismatch': ({ image, box }) => noiseMismatch(image, box),
  'grid-offset': ({ image, jpeg, box }) => gridOffset(image, jpeg, box),
  'earlier-compression-missing': ({ image, jpeg, box }) => earlierCompressionMissing(image, jpeg, box),
  'face-edge': ({ image, box }) => faceEdge(image, box),
};

/** Pictures with a longer side below this many sides of the working copy were decoded whole to make it. */
const decodedWhole = 2;

/**
 * What a reviewer may look at, in the order of the names; what cannot be measured is left out. In the picture's own pixels
 * where they are decoded already, else in those of the working copy. `box` is in pixels of `working`.
 */
export async function observeFace(picture: ImageSource, working: RgbImage, box: Box): Promise<Observation[]> {
  const workingSide = Math.max(working.width, working.height);
  const isAtHand =
    (picture.format === 'jpeg' || picture.format === 'png') &&
    Math.max(picture.width, picture.height) < decodedWhole * workingSide;
  const image = isAtHand ? await picture.full() : working;
  const scale = image.width / working.width;
  const evidence: Evidence = {
    image,
    jpeg: image.width === picture.width && image.height === picture.height ? picture.jpeg : null,
    box: { x: box.x * scale, y: box.y * scale, width: box.width * scale, height: box.height * scale },
  };
  return observationNames.flatMap((name) => {
    const value = measures[name](evidence);
    return value === null ? [] : [observation(name, value)];
  });
}
