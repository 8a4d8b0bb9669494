import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { linearLuminance } from '#engine/quality/linear-levels.js';
import { applySimilarity, type Similarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';
import {
  canonicalEyeLinePixels,
  canonicalInterEyePixels,
  canonicalSidePixels,
  canonicalToImage,
} from '#engine/quality/canonical-face.js';

/** The picture around the face: this many pixels a side, eyes 32 pixels apart. */
const side = 168;
const interEyePixels = 32;
/** Where the middle between the eyes lies: in the middle across, above the middle. */
const eyeLine = 84;
/**
 * What is taken for background: what lies above the chin and outside an ellipse about the head that leaves room for hair
 * (inter-eye distances from the middle between the eyes).
 */
const head = { halfWidth: 1.75, halfHeight: 2.2, centreDown: 0.1, chinDown: 1.2 } as const;
/** Fewer background pixels than this share of the cut say nothing. */
const leastShare = 0.04;

/**
 * BackgroundUniformity of ISO/IEC 29794-5: mean gradient (Sobel) of the linear luminance of the background, 0 for a plain
 * one. The standard takes a parsing net to tell the background; here it is what lies beside and above the room that a head
 * with its hair takes, so long hair counts as background. Null where the picture shows too little of it.
 */
export function backgroundGradient(image: RgbImage, face: Pick<MeshedFace, 'landmarks'>): number | null {
  const toImage = aroundFace(face);
  const rgb = warpSquare(image, toImage, side);
  const luminance = new Float32Array(side * side);
  const background = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      const across = (x + 0.5 - side / 2) / interEyePixels;
      const down = (y + 0.5 - eyeLine) / interEyePixels;
      const outside = (across / head.halfWidth) ** 2 + ((down - head.centreDown) / head.halfHeight) ** 2 > 1;
      if (!outside || down > head.chinDown || !isInside(image, toImage, x, y)) continue;
      background[i] = 1;
    }
  }
  for (let i = 0; i < luminance.length; i++) luminance[i] = linearLuminance(rgb, i * 3);
  return meanGradient(luminance, background);
}

function aroundFace({ landmarks }: Pick<MeshedFace, 'landmarks'>): Similarity {
  const shrink = interEyePixels / canonicalInterEyePixels;
  const canonical = canonicalToImage(landmarks, canonicalSidePixels * shrink);
  // The canonical face has its eyes at this height; here they lie lower, with more room on every side.
  const corner = applySimilarity(canonical, {
    x: (canonicalSidePixels * shrink - side) / 2,
    y: canonicalEyeLinePixels * shrink - eyeLine,
  });
  return { ...canonical, tx: corner.x, ty: corner.y };
}

/** Whether the pixel and its neighbours lie in the picture. */
function isInside({ width, height }: RgbImage, { a, b, tx, ty }: Similarity, x: number, y: number): boolean {
  const room = 2 * Math.hypot(a, b);
  const imageX = a * (x + 0.5) - b * (y + 0.5) + tx;
  const imageY = b * (x + 0.5) + a * (y + 0.5) + ty;
  return imageX >= room && imageY >= room && imageX <= width - room && imageY <= height - room;
}

function meanGradient(luminance: Float32Array, mask: Uint8Array): number | null {
  let sum = 0;
  let count = 0;
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const i = y * side + x;
      if (mask[i] === 0) continue;
      const [above, below] = [i - side, i + side];
      const right = luminance[above + 1]! + 2 * luminance[i + 1]! + luminance[below + 1]!;
      const left = luminance[above - 1]! + 2 * luminance[i - 1]! + luminance[below - 1]!;
      const lower = luminance[below - 1]! + 2 * luminance[below]! + luminance[below + 1]!;
      const upper = luminance[above - 1]! + 2 * luminance[above]! + luminance[above + 1]!;
      sum += Math.hypot(right - left, lower - upper);
      count++;
    }
  }
  return count < leastShare * side * side ? null : sum / count;
}
