import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { linearLuminance } from '#engine/quality/linear-levels.js';
import { applySimilarity, type Similarity } from '#engine/face/similarity.js';
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
/** Samples of a pixel across and down: a picture has up to six pixels for each of these. */
const samples = 3;
/** Fewer background pixels than this share of the cut say nothing. */
const leastShare = 0.04;

/**
 * BackgroundUniformity of ISO/IEC 29794-5: mean gradient (Sobel) of the linear luminance of the background, 0 for a plain
 * one. The standard takes a parsing net to tell the background; here it is what lies beside and above the room that a head
 * with its hair takes, so long hair counts as background. Null where the picture shows too little of it.
 */
export function backgroundGradient(image: RgbImage, face: Pick<MeshedFace, 'landmarks'>): number | null {
  const toImage = aroundFace(face);
  const background = backgroundMask(image, toImage);
  return meanGradient(luminanceNear(image, toImage, background), background);
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

/** 1 where background is, if the head takes its room, and the picture reaches, with a pixel to spare on every side. */
function backgroundMask({ width, height }: RgbImage, { a, b, tx, ty }: Similarity): Uint8Array {
  const mask = new Uint8Array(side * side);
  const room = 2 * Math.hypot(a, b);
  for (let y = 1; y < side - 1; y++) {
    const down = (y + 0.5 - eyeLine) / interEyePixels;
    if (down > head.chinDown) break;
    for (let x = 1; x < side - 1; x++) {
      const across = (x + 0.5 - side / 2) / interEyePixels;
      if ((across / head.halfWidth) ** 2 + ((down - head.centreDown) / head.halfHeight) ** 2 <= 1) continue;
      const imageX = a * (x + 0.5) - b * (y + 0.5) + tx;
      const imageY = b * (x + 0.5) + a * (y + 0.5) + ty;
      if (imageX < room || imageY < room || imageX > width - room || imageY > height - room) continue;
      mask[y * side + x] = 1;
    }
  }
  return mask;
}

/** Linear luminance of the masked pixels and their neighbours: each the mean of a few samples of what it covers. */
function luminanceNear(
  { width, height, data }: RgbImage,
  { a, b, tx, ty }: Similarity,
  mask: Uint8Array,
): Float32Array {
  const luminance = new Float32Array(side * side);
  const wanted = widened(mask);
  const rgb = new Float32Array(3);
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] === 0) continue;
    const x = i % side;
    const y = (i - x) / side;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let row = 0; row < samples; row++) {
      const v = y + (row + 0.5) / samples;
      for (let column = 0; column < samples; column++) {
        const u = x + (column + 0.5) / samples;
        const imageX = Math.min(width - 1, Math.max(0, Math.floor(a * u - b * v + tx)));
        const imageY = Math.min(height - 1, Math.max(0, Math.floor(b * u + a * v + ty)));
        const from = (imageY * width + imageX) * 3;
        red += data[from]!;
        green += data[from + 1]!;
        blue += data[from + 2]!;
      }
    }
    rgb[0] = red / samples ** 2;
    rgb[1] = green / samples ** 2;
    rgb[2] = blue / samples ** 2;
    luminance[i] = linearLuminance(rgb, 0);
  }
  return luminance;
}

/** The mask and its neighbours on all sides; the mask itself keeps off the edges. */
function widened(mask: Uint8Array): Uint8Array {
  const across = mask.slice();
  for (let i = 1; i + 1 < mask.length; i++) across[i]! |= mask[i - 1]! | mask[i + 1]!;
  const all = across.slice();
  for (let i = side; i + side < mask.length; i++) all[i]! |= across[i - side]! | across[i + side]!;
  for (let x = 0; x < side; x++) all[x]! |= across[x + side]!;
  return all;
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
      sum += Math.sqrt((right - left) ** 2 + (lower - upper) ** 2);
      count++;
    }
  }
  return count < leastShare * side * side ? null : sum / count;
}
