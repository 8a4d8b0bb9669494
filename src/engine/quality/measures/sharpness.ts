import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { canonicalFace, canonicalSidePixels, type CanonicalFace } from '#engine/quality/canonical-face.js';

import { percentileOf } from '#engine/quality/pixel-statistics.js';
import { regionMask } from '#engine/quality/region-mask.js';
import { smooth, type Plane } from '#engine/quality/smooth.js';

/** Every how many pixels are looked at to find the strongest edges. */
const sampling = 4;
/** The share of the face, its strongest edges, that is looked at: noise lies mostly elsewhere. */
const strongestEdges = 0.1;
/** A face is never enlarged for this: below this size it is judged at this size. */
const smallestSidePixels = 96;

/**
 * Sharpness (ISO/IEC 29794-5): how much of the contrast of the face's strongest edges (eyes, brows, nostrils, lips)
 * remains in the finer of two bands of spatial frequency. A ratio, so light and contrast cancel out; from about .27
 * (nothing but blur) to .6. The standard names the component; its trained random forest is replaced by this ratio.
 */
export function sharpness(image: RgbImage, face: MeshedFace, canonical: CanonicalFace): number {
  const scale = Math.min(1, canonical.imagePixelsPerPixel);
  const side = Math.max(smallestSidePixels, Math.round(canonicalSidePixels * scale));
  const sized = scale < 1 ? canonicalFace(image, face, side) : canonical;
  const mask = regionMask(sized, 'faceOval');
  const crop = cropToMask(sized, mask);
  if (crop === null) return 0;
  // Standard deviations of the three: 0.7, 1.6 and 3.2 pixels, at eyes that are 80 pixels apart.
  const fine = smooth(crop.plane, 1);
  const middle = smooth(fine, 2);
  const coarse = smooth(middle, 4);
  return bandRatio(fine.data, middle.data, coarse.data, crop.mask);
}

function bandRatio(fine: Float32Array, middle: Float32Array, coarse: Float32Array, mask: Uint8Array): number {
  const strengths: number[] = [];
  for (let i = 0; i < mask.length; i += sampling) if (mask[i] === 1) strengths.push(Math.abs(middle[i]! - coarse[i]!));
  if (strengths.length === 0) return 0;
  const limit = percentileOf(Float32Array.from(strengths).sort(), 1 - strongestEdges);
  let fineSum = 0;
  let coarseSum = 0;
  for (let i = 0; i < mask.length; i++) {
    const strength = Math.abs(middle[i]! - coarse[i]!);
    if (mask[i] === 0 || strength < limit) continue;
    fineSum += Math.abs(fine[i]! - middle[i]!);
    coarseSum += strength;
  }
  return coarseSum === 0 ? 0 : fineSum / coarseSum;
}

/** The luma around the masked pixels, so that nothing is blurred in vain; null for an empty mask. */
function cropToMask(face: CanonicalFace, mask: Uint8Array): { plane: Plane; mask: Uint8Array } | null {
  const side = face.sidePixels;
  let left = side;
  let right = -1;
  let top = side;
  let bottom = -1;
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const x = i % side;
    const y = (i - x) / side;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (right < 0) return null;
  const width = right - left + 1;
  const height = bottom - top + 1;
  const data = new Float32Array(width * height);
  const cropped = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * side + left;
    data.set(face.luma.subarray(from, from + width), y * width);
    cropped.set(mask.subarray(from, from + width), y * width);
  }
  return { plane: { width, height, data }, mask: cropped };
}
