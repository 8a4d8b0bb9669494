import type { MeshedFace } from '#engine/face/face-detector.js';
import { betweenEyes, eyesToChin } from '#engine/quality/face-geometry.js';

/**
 * MarginBelowOfTheFaceImage of ISO/IEC 29794-5: room between the eyes and the lower edge of the picture, in distances from
 * the eyes to the chin, which lies at 1.
 */
export const marginBelow = (face: Pick<MeshedFace, 'landmarks' | 'mesh'>, pictureHeight: number): number =>
  (pictureHeight - betweenEyes(face).y) / eyesToChin(face);
