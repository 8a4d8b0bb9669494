import type { Template } from '#domain/face.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { cutPortrait } from '#engine/document/portrait.js';
import type { PortraitAnalysis, PortraitOptions } from '#engine/engine-tasks.js';
import { faceOfPicture, type FaceOfPicture } from '#engine/face-of-picture.js';
import type { FaceDetector } from '#engine/face/face-detector.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { scaleFace } from '#engine/face/scale-face.js';
import { lookAtFace } from '#engine/liveness/active/look-at-face.js';
import type { LivenessAssessor } from '#engine/liveness/liveness-assessor.js';
import { createStopwatch } from '#engine/stopwatch.js';

interface PortraitParts {
  readonly faceDetector: FaceDetector;
  readonly faceRecogniser: FaceRecogniser;
  readonly livenessAssessor: LivenessAssessor;
}

/** See `EngineTasks.analysePortrait`. */
export async function analysePortrait(
  bytes: Uint8Array,
  options: PortraitOptions,
  parts: PortraitParts,
): Promise<Outcome<PortraitAnalysis>> {
  const stopwatch = createStopwatch();
  const found = await faceOfPicture(bytes, options, parts.faceDetector, stopwatch, 'portrait');
  if (!found.ok) return found;
  const { face, scale, working } = found.value;
  const template = await stopwatch.time('portrait.embed', () => templateOf(found.value, parts));
  if (template === null) return fail({ code: 'face-features-failed' });
  const followed = options.followed === true ? { followed: lookAtFace(working, face) } : {};
  const analysis = { face: scaleFace(face, scale), template, timings: stopwatch.timings, ...followed };
  if (options.withLiveness !== true) return ok(analysis);
  const liveness = await stopwatch.time('portrait.liveness', () => parts.livenessAssessor.assess(working, face));
  return ok({ ...analysis, liveness });
}

/** Null where a closer look at a small face loses it: it was none, or is too unclear. */
async function templateOf(
  { picture, working, face }: FaceOfPicture,
  { faceDetector, faceRecogniser }: Pick<PortraitParts, 'faceDetector' | 'faceRecogniser'>,
): Promise<Template | null> {
  // Below what the recogniser uses, a closer look at the picture itself shows more.
  if (face.interEyeDistancePixels >= Math.ceil(faceRecogniser.interEyeDistancePixels)) {
    return faceRecogniser.embed(working, face.landmarks);
  }
  const closer = await cutPortrait(picture, working, face, face.pose.rollDegrees, faceDetector);
  return closer === null ? null : faceRecogniser.embed(closer.image, closer.face.landmarks);
}
