import type { SeenFace } from '#web/capture/guidance/seen-face.js';

export type FaceAdvice =
  'none' | 'several' | 'too-far' | 'too-close' | 'off-centre' | 'turned' | 'dark' | 'bright' | 'good';

/** They only advise: recording can be started whatever they say, and the server judges. */
const limits = {
  /** Width of the face by the height of what is seen; the oval's is .49. */
  smallest: 0.27,
  largest: 0.56,
  /** Distance of its middle from the oval's, in widths of the face. */
  offCentre: 0.35,
  /** How far the nose stands from the middle of the eyes, in distances between them: about 15° of turn. */
  turned: 0.28,
  darkest: 60,
  brightest: 215,
  /** A second face counts from this share of the first one's width; the server's rule is a quarter of the area. */
  second: 0.5,
} as const;

export interface FaceScene {
  /** Largest first, in shares of the square that is looked at, whose height is the picture's (0–1). */
  readonly faces: readonly SeenFace[];
  /** Of the largest face, 0–255; null without one. */
  readonly brightness: number | null;
}

export function adviseFace({ faces, brightness }: FaceScene): FaceAdvice {
  const [face, second] = faces;
  if (face === undefined) return 'none';
  if (second !== undefined && second.size > limits.second * face.size) return 'several';
  if (face.size < limits.smallest) return 'too-far';
  if (face.size > limits.largest) return 'too-close';
  if (Math.hypot(face.x - 0.5, face.y - 0.5) > limits.offCentre * face.size) return 'off-centre';
  if (Math.abs(face.turn) > limits.turned) return 'turned';
  if (brightness !== null && brightness < limits.darkest) return 'dark';
  if (brightness !== null && brightness > limits.brightest) return 'bright';
  return 'good';
}
