import type { FiveLandmarks } from '#domain/face.js';
import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { FaceRecogniser, FaceView } from '#engine/face/face-recogniser.js';
import { applySimilarity, invertSimilarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import { canonicalToImage } from '#engine/quality/canonical-face.js';
import { smooth, type Plane } from '#engine/quality/smooth.js';

/** How far the views differ: the second shows the face this much larger, the third this much lower (inter-eye distances). */
const enlargement = 1.12;
const shift = 0.12;
/**
 * The face without its details: cut at a quarter of the canonical size (eyes 20 pixels apart) with room around it, then
 * smoothed by these steps: a standard deviation of 0.16 inter-eye distances.
 */
const detailFree = { canonicalSide: 64, room: 8, steps: [1, 2, 4] } as const;

/**
 * UnifiedQualityScore (ISO/IEC 29794-5): how steady the recogniser's own answer is when the same face is cut out a little
 * differently, after SER-FIQ (Terhörst et al., CVPR 2020, arXiv:2003.09373), which varies the net; here the crop is
 * varied: as it is, mirrored and enlarged, shifted. A blurred face would look steady, for it has nothing left that could
 * change; so the unsteadiness is taken relative to what the details of the face contribute at all: native value
 * 1 − (mean distance of the three templates) / (distance to the template of the face without details), about .65 for a
 * good picture, 0 where the crop decides as much as the face.
 */
export async function unifiedQualityScore(
  image: RgbImage,
  landmarks: FiveLandmarks,
  recogniser: FaceRecogniser,
): Promise<number> {
  const [plain, enlarged, lowered] = await recogniser.embedViews(image, perturbedViews(landmarks));
  const blank = withoutDetails(image, landmarks);
  const [empty] = await recogniser.embedViews(blank.image, [{ landmarks: blank.landmarks, mirrored: false }]);
  if (plain === undefined || enlarged === undefined || lowered === undefined || empty === undefined) {
    throw new Error('the recogniser gave fewer templates than it was given views');
  }
  const unsteadiness =
    3 - recogniser.score(plain, enlarged) - recogniser.score(plain, lowered) - recogniser.score(enlarged, lowered);
  const details = 1 - recogniser.score(plain, empty);
  return details > 0 ? 1 - unsteadiness / 3 / details : 0;
}

function perturbedViews(landmarks: FiveLandmarks): FaceView[] {
  const [leftEye, rightEye] = landmarks;
  const centreX = landmarks.reduce((sum, point) => sum + point.x, 0) / landmarks.length;
  const centreY = landmarks.reduce((sum, point) => sum + point.y, 0) / landmarks.length;
  const across = { x: rightEye.x - leftEye.x, y: rightEye.y - leftEye.y };
  // Landmarks that lie closer together make the crop tighter, and so the face in it larger.
  const enlarged = moved(landmarks, ({ x, y }) => ({
    x: centreX + (x - centreX) / enlargement,
    y: centreY + (y - centreY) / enlargement,
  }));
  // The face's own "up" is across, turned by a quarter; landmarks moved up let the face sink in the crop.
  const lowered = moved(landmarks, ({ x, y }) => ({ x: x + shift * across.y, y: y - shift * across.x }));
  return [
    { landmarks, mirrored: false },
    { landmarks: enlarged, mirrored: true },
    { landmarks: lowered, mirrored: false },
  ];
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
