import type { DetectedFace } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** A face with its dense mesh: 468 points of MediaPipe Face Mesh, x and y in pixels of the searched image, z in the same scale. */
export interface MeshedFace extends DetectedFace {
  /** Float32, 468 × 3: x, y, z. */
  readonly mesh: Float32Array;
}

/** Finds faces at any rotation in the plane; largest first. Coordinates are pixels of the image it was given. */
export interface FaceDetector {
  detect(image: RgbImage): Promise<MeshedFace[]>;
  /**
   * Looks closely at a face that was found in another copy of the picture: `face` where it should lie in this one. Null
   * when no face is seen there.
   */
  refine(image: RgbImage, face: Pick<MeshedFace, 'mesh' | 'confidence'>): Promise<MeshedFace | null>;
}
