import type { DetectedFace } from '#domain/face.js';
import { boxArea } from '#engine/face/box-overlap.js';

/**
 * SingleFacePresent of ISO/IEC 29794-5: size of the largest other face over that of this one (square root of the ratio of
 * the boxes' areas); 0 when there is no other.
 */
export function otherFaceSize(face: Pick<DetectedFace, 'box'>, others: readonly Pick<DetectedFace, 'box'>[]): number {
  const largest = Math.max(0, ...others.map(({ box }) => boxArea(box)));
  return Math.sqrt(largest / boxArea(face.box));
}
