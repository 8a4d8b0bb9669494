import type { DetectedFace } from '#domain/face.js';

/** Beyond this yaw the correction would grow without bound. */
const largestYawDegrees = 60;

/**
 * InterEyeDistance of ISO/IEC 29794-5: distance of the eye centres in pixels of the picture as it was sent, divided by the
 * cosine of the yaw. `scale`: pixels of that picture for one of the face's.
 */
export function interEyeDistance(face: Pick<DetectedFace, 'interEyeDistancePixels' | 'pose'>, scale: number): number {
  const yawDegrees = Math.min(largestYawDegrees, Math.abs(face.pose.yawDegrees));
  return (face.interEyeDistancePixels * scale) / Math.cos((yawDegrees * Math.PI) / 180);
}
