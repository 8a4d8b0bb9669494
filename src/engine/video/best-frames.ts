import type { DetectedFace } from '#domain/face.js';
import { ok, type Outcome } from '#domain/outcome.js';
import type { SelfieAnalysis } from '#engine/engine-tasks.js';

/** From this distance on a larger face adds nothing: twice what the recogniser's crop holds. */
const enoughInterEyeDistancePixels = 100;

/** The most frontal, large and surely found faces, best first. */
export function bestFrames<T extends { readonly face: DetectedFace | null }>(frames: readonly T[], count: number): T[] {
  return frames
    .flatMap((frame) => (frame.face === null ? [] : [{ frame, merit: meritOf(frame.face) }]))
    .sort((left, right) => right.merit - left.merit)
    .slice(0, count)
    .map(({ frame }) => frame);
}

/** How much of the face is turned to the camera, at what size, and how sure it is: 0–1. */
function meritOf({ pose, interEyeDistancePixels, confidence }: DetectedFace): number {
  const towards = (degrees: number): number => Math.max(0, Math.cos((degrees * Math.PI) / 180));
  const size = Math.min(1, interEyeDistancePixels / enoughInterEyeDistancePixels);
  return towards(pose.yawDegrees) * towards(pose.pitchDegrees) * size * confidence;
}

/**
 * Of the selfies that could be analysed the sharp ones before the blurred ones, and of those the one of the highest unified
 * quality; the first failure where none could. Throws when there is nothing to choose from.
 */
export function clearestSelfie<T>(
  analysed: readonly { readonly look: T; readonly selfie: Outcome<SelfieAnalysis> }[],
): Outcome<{ readonly look: T; readonly selfie: SelfieAnalysis }> {
  const whole = analysed.flatMap(({ look, selfie }) => (selfie.ok ? [{ look, selfie: selfie.value }] : []));
  const worth = ({ face: { quality } }: SelfieAnalysis): number =>
    quality.unifiedQualityScore.scalar + (quality.sharpness.fine ? 1000 : 0);
  const [clearest] = whole.sort((left, right) => worth(right.selfie) - worth(left.selfie));
  if (clearest !== undefined) return ok(clearest);
  const failed = analysed[0]?.selfie;
  if (failed === undefined || failed.ok) throw new Error('no frame to choose from');
  return failed;
}
