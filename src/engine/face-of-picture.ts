import type { FailureCode } from '#domain/failure.js';
import { openImage, type ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { PortraitOptions } from '#engine/engine-tasks.js';
import { boxArea } from '#engine/face/box-overlap.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import type { Stopwatch } from '#engine/stopwatch.js';

/** Longer side of the copy that faces are searched in. On a 4 % face it leaves 50 px, enough for the detector. */
export const workingSidePixels = 1280;

/** rulings.md: a face with fewer pixels between the eyes is too small to be compared. */
export const leastInterEyeDistancePixels = 40;

/** rulings.md: a second face of at least this share of the largest one's area makes a selfie ambiguous. */
const secondFaceAreaShare = 0.25;

/** The largest face of a picture. */
export interface FaceOfPicture {
  readonly picture: ImageSource;
  readonly working: RgbImage;
  /** In pixels of `working`. */
  readonly face: MeshedFace;
  /** The picture's other faces. */
  readonly others: readonly MeshedFace[];
  /** Pixels of the picture for one of `working`. */
  readonly scale: number;
}

/** Finds it, and says why it cannot be compared. `stage` names the work in the timings. */
export async function faceOfPicture(
  bytes: Uint8Array,
  { secondFace }: PortraitOptions,
  faceDetector: FaceDetector,
  stopwatch: Stopwatch,
  stage: string,
): Promise<Outcome<FaceOfPicture>> {
  const opened = await stopwatch.time(`${stage}.decode`, () => openImage(bytes, workingSidePixels));
  if (!opened.ok) return opened;
  const picture = opened.value;
  const working = await picture.resized(workingSidePixels);
  const scale = picture.width / working.width;
  const faces = await stopwatch.time(`${stage}.detect`, () => faceDetector.detect(working));
  const code = failureOf(faces, scale, secondFace);
  if (code !== null) return fail({ code });
  const [face, ...others] = faces;
  return ok({ picture, working, face: face!, others, scale }); // no face is a failure
}

function failureOf(
  [face, second]: readonly MeshedFace[],
  scale: number,
  secondFace: PortraitOptions['secondFace'],
): FailureCode | null {
  if (face === undefined) return 'face-not-found';
  const isAmbiguous = second !== undefined && boxArea(second.box) >= secondFaceAreaShare * boxArea(face.box);
  if (secondFace === 'refused' && isAmbiguous) return 'several-faces';
  return face.interEyeDistancePixels * scale < leastInterEyeDistancePixels ? 'face-features-failed' : null;
}
