import type { QualityComponent } from '#domain/quality.js';
import type { Signal } from '#domain/signal.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Says of one still whether a person was there. The mesh is in pixels of `image`. */
export interface LivenessAssessor {
  /** @param sharpness of this face, where it was measured already */
  assess(image: RgbImage, face: MeshedFace, sharpness?: QualityComponent): Promise<Signal>;
}
