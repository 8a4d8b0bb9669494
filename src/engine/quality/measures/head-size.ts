import type { MeshedFace } from '#engine/face/face-detector.js';
import { eyesToChin } from '#engine/quality/face-geometry.js';

/**
 * HeadSize of ISO/IEC 29794-5: distance from the eyes to the chin over the height of the picture. A passport photo wants
 * .45; a selfie may show more around the head.
 */
export const headSize = (face: Pick<MeshedFace, 'landmarks' | 'mesh'>, pictureHeight: number): number =>
  eyesToChin(face) / pictureHeight;
