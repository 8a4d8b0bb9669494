import type { FiveLandmarks } from '#domain/face.js';
import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MirroredTemplates, NetRecogniser } from '#engine/face/face-recogniser.js';
import { applySimilarity, invertSimilarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import { canonicalToImage } from '#engine/quality/canonical-face.js';
import { smooth, type Plane } from '#engine/quality/smooth.js';

/**
 * The face without its details: cut at a quarter of the canonical size (eyes 20 pixels apart) with room around it, then
 * smoothed by these steps: a standard deviation of 0.16 inter-eye distances.
 */
const detailFree = { canonicalSide: 64, room: 8, steps: [1, 2, 4] } as const;

/**
 * UnifiedQualityScore (ISO/IEC 29794-5): how steady the recogniser's own answer is when the same face is shown a little
 * differently, after SER-FIQ (Terhörst et al., CVPR 2020, arXiv:2003.09373), which varies the net; here the picture is
 * mirrored, which the recogniser does anyway. Light from one side, a turned head and covers make the two sides differ. A
 * blurred face would look steady, for it has nothing left that could change; so the unsteadiness is taken relative to what
 * the details of the face contribute at all: native value 1 − (distance of the two templates) / (distance to the template
 * of the face without details), about .8 for a good picture, 0 where the mirror decides as much as the face.
 */
export async function unifiedQualityScore(
  image: RgbImage,
  landmarks: FiveLandmarks,
  recogniser: NetRecogniser,
  templates?: MirroredTemplates,
): Promise<number> {
  const { plain, mirrored } = templates ?? (await recogniser.embedBoth(image, landmarks));
  const blank = withoutDetails(image, landmarks);
  const [empty] = await recogniser.embedViews(blank.image, [{ landmarks: blank.landmarks, mirrored: false }]);
  if (empty === undefined) throw new Error('the recogniser gave no template of a view');
  const details = 1 - recogniser.score(plain, empty);
  return details > 0 ? 1 - (1 - recogniser.score(plain, mirrored)) / details : 0;
}

/** A small picture of the smoothed face, and where its landmarks lie in it. */
function withoutDetails(image: RgbImage, landmarks: FiveLandmarks): { image: RgbImage; landmarks: FiveLandmarks } {
  const { canonicalSide, room, steps } = detailFree;
  const side = canonicalSide + 2 * room;
  const canonical = canonicalToImage(landmarks, canonicalSide);
  const corner = applySimilarity(canonical, { x: -room, y: -room });
  const toImage = { ...canonical, tx: corner.x, ty: corner.y };
  const rgb = warpSquare(image, toImage, side);
  const data = new Uint8Array(rgb.length);
  for (let channel = 0; channel < 3; channel++) {
    let plane: Plane = { width: side, height: side, data: rgb.filter((_, i) => i % 3 === channel) };
    for (const step of steps) plane = smooth(plane, step);
    plane.data.forEach((value, i) => (data[i * 3 + channel] = value + 0.5));
  }
  const fromImage = invertSimilarity(toImage);
  return {
    image: { width: side, height: side, data },
    landmarks: moved(landmarks, (point) => applySimilarity(fromImage, point)),
  };
}

const moved = ([a, b, c, d, e]: FiveLandmarks, move: (point: Point) => Point): FiveLandmarks => [
  move(a),
  move(b),
  move(c),
  move(d),
  move(e),
];
