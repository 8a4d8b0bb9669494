import type { MeshedFace } from '#engine/face/face-detector.js';
import { meshDistance } from '#engine/quality/face-geometry.js';

/**
 * Spans of the mesh, each from a point left and its mirror right to a point in the middle (mean of both), or across, and
 * what the logarithm of its length weighs. A lens that squeezes what lies outwards leaves nose and inner corners of the
 * eyes large, chin and temples small.
 */
const spans = [
  { from: [148, 377], to: [2, 2], weight: -1.03 }, // chin to the base of the nose
  { from: [127], to: [356], weight: -0.8 }, // temple to temple
  { from: [98, 327], to: [0, 0], weight: 0.31 }, // nostrils to the upper lip
  { from: [98, 327], to: [1, 1], weight: 0.57 }, // nostrils to the tip of the nose
  { from: [168], to: [6], weight: 0.27 }, // along the bridge of the nose
  { from: [133, 362], to: [6, 6], weight: 0.43 }, // inner corners of the eyes to the bridge
] as const;
/** The unit of the spans. */
const outerEyeCorners = [33, 263] as const;
const constant = 2.287;

/**
 * RadialDistortion (ISO/IEC 29794-5 names it; there is no reference measure): estimate of the coefficient k of a radial
 * warp r′ = r (1 + k r²), r in inter-eye distances from the bridge of the nose, from the proportions of the
 * three-dimensional mesh. 0: none; positive: what lies outwards is squeezed (fish-eye lenses); negative: stretched. The
 * weights are a ridge regression on the 136 pictures of the Face Research Lab London Set, warped by −.15 to .45 and
 * turned by up to 15°; on people left out it gives .01 ± .05 for none, .22 for .15, .29 ± .04 for .3, .35 for .45: strong
 * distortion can be told from anatomy, weak cannot.
 */
export function radialDistortion(face: Pick<MeshedFace, 'mesh'>): number {
  const unit = meshDistance(face, ...outerEyeCorners);
  let sum = constant;
  for (const { from, to, weight } of spans) {
    const lengths = from.map((point, i) => meshDistance(face, point, to[i]!));
    const mean = lengths.reduce((total, length) => total + length, 0) / lengths.length;
    sum += weight * Math.log(mean / unit);
  }
  return sum;
}
