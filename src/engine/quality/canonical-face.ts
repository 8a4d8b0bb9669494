import type { FiveLandmarks } from '#domain/face.js';
import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { applySimilarity, fitSimilarity, invertSimilarity, scaleOf, type Similarity } from '#engine/face/similarity.js';
import { warpSquare } from '#engine/face/warp-square.js';

/** Side of the canonical face in pixels. */
export const canonicalSidePixels = 256;
/** Distance of the eye centres in the canonical face. */
export const canonicalInterEyePixels = 80;
/** Height of the eyes: leaves room for forehead and chin at this scale. */
export const canonicalEyeLinePixels = 92;

/** The five points of the 112 px ArcFace template (published with InsightFace), brought to the canonical size. */
const template: readonly Point[] = (
  [
    [38.2946, 51.6963],
    [73.5318, 51.5014],
    [56.0252, 71.7366],
    [41.5493, 92.3655],
    [70.7299, 92.2041],
  ] as const
).map(([x, y]) => ({
  x: canonicalSidePixels / 2 + ((x - 55.9132) / 35.2377) * canonicalInterEyePixels,
  y: canonicalEyeLinePixels + ((y - 51.5989) / 35.2377) * canonicalInterEyePixels,
}));

/**
 * A face turned upright and brought to one size, so that every measure sees the same geometry. It is the counterpart
 * of the aligned face of ISO/IEC 29794-5 at our own size.
 */
export interface CanonicalFace {
  readonly sidePixels: number;
  /** Float RGB 0–255, row-major, side × side × 3. */
  readonly rgb: Float32Array;
  /** Luma of the gamma-encoded picture (ITU-R BT.709 weights), 0–1, side × side. */
  readonly luma: Float32Array;
  /** 1 where the picture reaches; 0 where the face hangs over its edge. */
  readonly inside: Uint8Array;
  /** x, y of the mesh in canonical pixels, 468 × 2; the value of pixel i belongs to position i + ½. */
  readonly mesh: Float32Array;
  /** Pixels of the picture per canonical pixel; below 1 the face was enlarged. */
  readonly imagePixelsPerPixel: number;
}

/** Turns, scales and crops the face; a smaller `side` gives the same cut with fewer pixels. */
export function canonicalFace(
  image: RgbImage,
  face: { readonly landmarks: FiveLandmarks; readonly mesh: MeshedFace['mesh'] },
  side = canonicalSidePixels,
): CanonicalFace {
  const toImage = canonicalToImage(face.landmarks, side);
  const rgb = warpSquare(image, toImage, side);
  const luma = new Float32Array(side * side);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = (0.2126 * rgb[i * 3]! + 0.7152 * rgb[i * 3 + 1]! + 0.0722 * rgb[i * 3 + 2]!) / 255;
  }
  return {
    sidePixels: side,
    rgb,
    luma,
    inside: insideMask(image, toImage, side),
    mesh: meshIn(face.mesh, invertSimilarity(toImage)),
    imagePixelsPerPixel: scaleOf(toImage),
  };
}

/** Takes points of a canonical face of this side to the picture. */
export function canonicalToImage(landmarks: FiveLandmarks, side = canonicalSidePixels): Similarity {
  const shrink = side / canonicalSidePixels;
  return fitSimilarity(
    template.map(({ x, y }) => ({ x: x * shrink, y: y * shrink })),
    landmarks,
  );
}

function insideMask({ width, height }: RgbImage, { a, b, tx, ty }: Similarity, side: number): Uint8Array {
  const mask = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const imageX = a * (x + 0.5) - b * (y + 0.5) + tx;
      const imageY = b * (x + 0.5) + a * (y + 0.5) + ty;
      if (imageX >= 0 && imageY >= 0 && imageX <= width && imageY <= height) mask[y * side + x] = 1;
    }
  }
  return mask;
}

function meshIn(mesh: Float32Array, toCanonical: Similarity): Float32Array {
  const points = new Float32Array((mesh.length / 3) * 2);
  for (let i = 0; i < points.length / 2; i++) {
    const { x, y } = applySimilarity(toCanonical, { x: mesh[i * 3]!, y: mesh[i * 3 + 1]! });
    points[i * 2] = x;
    points[i * 2 + 1] = y;
  }
  return points;
}
