import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Tells a bona fide presentation from a presentation attack (ISO/IEC 30107-3) by one picture alone. */
export interface AttackDetector {
  /** 0–1: how much the picture looks like a bona fide presentation. The mesh is in pixels of `image`. */
  score(image: RgbImage, face: Pick<MeshedFace, 'mesh' | 'pose'>): Promise<number>;
}
