import type { MeshedFace } from '#engine/face/face-detector.js';
import { eyesToChin, meshDistance } from '#engine/quality/face-geometry.js';

/** Inner edges of the upper and the lower lip, points that lie above each other. */
const lipPairs = [
  [82, 87],
  [13, 14],
  [312, 317],
] as const;

/**
 * MouthClosed of ISO/IEC 29794-5: largest distance of the inner edges of the lips over the distance from the eyes to the
 * chin; 0 when shut. A smile that shows teeth reaches .1.
 */
export const mouthOpening = (face: Pick<MeshedFace, 'landmarks' | 'mesh'>): number =>
  Math.max(...lipPairs.map(([upper, lower]) => meshDistance(face, upper, lower))) / eyesToChin(face);
