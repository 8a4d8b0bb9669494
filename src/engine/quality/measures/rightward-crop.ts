import type { DetectedFace } from '#domain/face.js';

/**
 * RightwardCropOfTheFaceImage of ISO/IEC 29794-5: room between the right edge of the picture and the eye that lies nearer
 * to it, in inter-eye distances.
 */
export const rightwardCrop = ({ landmarks, interEyeDistancePixels }: DetectedFace, pictureWidth: number): number =>
  (pictureWidth - Math.max(landmarks[0].x, landmarks[1].x)) / interEyeDistancePixels;
