import type { MeshedFace } from '#engine/face/face-detector.js';
import { betweenEyes, eyesToChin } from '#engine/quality/face-geometry.js';

/**
 * MarginAboveOfTheFaceImage of ISO/IEC 29794-5: room between the upper edge of the picture and the eyes, in distances from
 * the eyes to the chin. The top of the head lies at about 1.
 */
export const marginAbove = (face: Pick<MeshedFace, 'landmarks' | 'mesh'>): number =>
  betweenEyes(face).y / eyesToChin(face);
