import type { Quality } from '#domain/quality.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import type { PictureContext } from '#engine/quality/measured-face.js';

/** Judges the picture of one face by the components of ISO/IEC 29794-5. Mesh and landmarks are pixels of `image`. */
export interface QualityAssessor {
  assess(image: RgbImage, face: MeshedFace, context?: PictureContext): Promise<Quality>;
}
