import type { DetectedFace, FiveLandmarks } from '#domain/face.js';

/** The face in pixels of a picture that is `factor` times larger, without its mesh. */
export function scaleFace(face: DetectedFace, factor: number): DetectedFace {
  const { box, landmarks, pose, confidence, interEyeDistancePixels } = face;
  return {
    box: { x: box.x * factor, y: box.y * factor, width: box.width * factor, height: box.height * factor },
    landmarks: scaleLandmarks(landmarks, factor),
    pose,
    confidence,
    interEyeDistancePixels: interEyeDistancePixels * factor,
  };
}

export function scaleLandmarks(landmarks: FiveLandmarks, factor: number): FiveLandmarks {
  const [a, b, c, d, e] = landmarks;
  const scaled = (point: { x: number; y: number }) => ({ x: point.x * factor, y: point.y * factor });
  return [scaled(a), scaled(b), scaled(c), scaled(d), scaled(e)];
}
