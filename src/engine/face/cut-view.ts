import type { FaceView } from '#domain/card.js';
import type { FiveLandmarks } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { frontalSquare } from '#engine/face/frontal-square.js';
import { fitSimilarity } from '#engine/face/similarity.js';
import { smoothSquare } from '#engine/face/smooth-square.js';
import { warpSquare } from '#engine/face/warp-square.js';

/** Cuts a face out as a recogniser's view says. Gives float RGB 0–255, row-major, side × side × 3. */
export function cutView(
  image: RgbImage,
  face: Pick<MeshedFace, 'landmarks' | 'mesh'>,
  { enlargement = 1, smoothing, frontal = false }: FaceView,
  template: FiveLandmarks,
  side: number,
): Float32Array {
  const target = enlarged(template, enlargement);
  const pixels = frontal
    ? frontalSquare(image, face, target, side)
    : warpSquare(image, fitSimilarity(target, face.landmarks), side);
  return smoothing === undefined ? pixels : smoothSquare(pixels, side, smoothing);
}

/** About the middle of the five points. */
function enlarged(template: FiveLandmarks, factor: number): FiveLandmarks {
  const middle = (axis: 'x' | 'y'): number => template.reduce((sum, point) => sum + point[axis], 0) / template.length;
  const [x, y] = [middle('x'), middle('y')];
  const moved = (point: { x: number; y: number }) => ({
    x: x + factor * (point.x - x),
    y: y + factor * (point.y - y),
  });
  const [a, b, c, d, e] = template;
  return [moved(a), moved(b), moved(c), moved(d), moved(e)];
}
