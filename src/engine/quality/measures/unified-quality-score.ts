import type { FiveLandmarks } from '#domain/face.js';
import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { FaceRecogniser, FaceView } from '#engine/face/face-recogniser.js';

/** How far the views differ: the second shows the face this much larger, the third this much lower (inter-eye distances). */
const enlargement = 1.12;
const shift = 0.12;

/**
 * UnifiedQualityScore (ISO/IEC 29794-5): how steady the recogniser's own answer is when the same face is cut out a little
 * differently, after SER-FIQ (Terhörst et al., CVPR 2020, arXiv:2003.09373), which varies the net; here the crop is
 * varied: as it is, mirrored and enlarged, shifted. The native value is the mean native comparison score of the three
 * pairs, as a share of the way from the decision threshold (0) to identical templates (1); it may be negative.
 */
export async function unifiedQualityScore(
  image: RgbImage,
  landmarks: FiveLandmarks,
  recogniser: FaceRecogniser,
  matchThreshold: number,
): Promise<number> {
  const templates = await recogniser.embedViews(image, perturbedViews(landmarks));
  let sum = 0;
  let pairs = 0;
  templates.forEach((template, i) => {
    for (const other of templates.slice(i + 1)) {
      sum += recogniser.score(template, other);
      pairs++;
    }
  });
  return (sum / pairs - matchThreshold) / (1 - matchThreshold);
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

const moved = ([a, b, c, d, e]: FiveLandmarks, move: (point: Point) => Point): FiveLandmarks => [
  move(a),
  move(b),
  move(c),
  move(d),
  move(e),
];
