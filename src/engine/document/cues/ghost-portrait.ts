import type { DocumentCue } from '#domain/document-cues.js';
import type { Quad } from '#domain/geometry.js';
import { shippedOperatingPoint } from '#engine/compare/recogniser-in-use.js';
import { similarityOf } from '#engine/compare/similarity.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cueNotAssessed, cueVerdict } from '#engine/document/cues/cue-verdict.js';
import { sizeOfFace } from '#engine/document/locate/portrait-face.js';
import { middleOfBox, quadContains } from '#engine/document/locate/quads.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';

/** What of a face is looked at. */
export type CueFace = Pick<MeshedFace, 'box' | 'landmarks' | 'mesh' | 'interEyeDistancePixels'>;

const name = 'ghost-portrait';
/** A ghost is smaller than this share of the main portrait; a larger second face is another document's, or a child's. */
const mostShare = 0.75;
/** Pixels between the eyes of a ghost from which it was compared at all. */
const leastInterEyePixels = 24;
/**
 * Distance of the templates (1 − the native score). A pale, one-coloured ghost lay up to .48 from its own portrait on the
 * tuning family, and .69 and more from another person's, when the vectors were 1.44 long and the limit .6; now their length
 * is 1 (decision 35).
 */
const limit = 0.42;

/**
 * Compares the small second portrait, where the detector found one, with the main one.
 * @param others the other faces that were found in the picture, all in pixels of `image`, as `quad`, the document's corners
 */
export async function ghostPortraitCue(
  image: RgbImage,
  quad: Quad,
  main: CueFace | null,
  others: readonly CueFace[],
  recogniser: Pick<FaceRecogniser, 'embed' | 'score'>,
): Promise<DocumentCue> {
  const ghost =
    main === null
      ? undefined
      : others.find((face) => sizeOfFace(face) < mostShare * sizeOfFace(main) && isOn(quad, face));
  if (main === null || ghost === undefined) return cueNotAssessed(name, 'nothing-to-assess');
  if (ghost.interEyeDistancePixels < leastInterEyePixels) return cueNotAssessed(name, 'resolution-insufficient');
  const [a, b] = [await recogniser.embed(image, main), await recogniser.embed(image, ghost)];
  const score = recogniser.score(a, b);
  const similarity = similarityOf(score, shippedOperatingPoint.threshold);
  return cueVerdict(name, Math.max(0, 1 - score), limit, { similarity });
}

const isOn = (quad: Quad, { box }: CueFace): boolean => quadContains(quad, middleOfBox(box));
