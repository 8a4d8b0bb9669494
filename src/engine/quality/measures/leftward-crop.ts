import type { DetectedFace } from '#domain/face.js';

/**
 * LeftwardCropOfTheFaceImage of ISO/IEC 29794-5: room between the left edge of the picture and the eye that lies nearer to
 * it, in inter-eye distances.
 */
export const leftwardCrop = ({ landmarks, interEyeDistancePixels }: DetectedFace): number =>
  Math.min(landmarks[0].x, landmarks[1].x) / interEyeDistancePixels;
