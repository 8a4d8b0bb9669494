import type { RgbImage } from '#engine/decode/rgb-image.js';
import { warp } from '#engine/evaluation/quality/spoil/remap.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { betweenEyes, eyesToChin } from '#engine/quality/face-geometry.js';
import { meshPoints } from '#engine/quality/mesh-regions.js';

/** Radial warp about the bridge of the nose: a point at r inter-eye distances shows what was at r (1 + k r²). */
export function warpedRadially(image: RgbImage, face: MeshedFace, k: number): RgbImage {
  const x0 = face.mesh[168 * 3]!;
  const y0 = face.mesh[168 * 3 + 1]!;
  const unit = face.interEyeDistancePixels;
  return warp(image, (x, y) => {
    const u = (x - x0) / unit;
    const v = (y - y0) / unit;
    const stretch = 1 + k * (u * u + v * v);
    return { x: x0 + u * stretch * unit, y: y0 + v * stretch * unit };
  });
}

/** The picture turned about the face, clockwise. */
export function rolled(image: RgbImage, face: MeshedFace, degrees: number): RgbImage {
  const { x: x0, y: y0 } = betweenEyes(face);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  return warp(image, (x, y) => ({
    x: x0 + cos * (x - x0) + sin * (y - y0),
    y: y0 - sin * (x - x0) + cos * (y - y0),
  }));
}

/** The face `factor` times as large, the picture of the same size. */
export function zoomed(image: RgbImage, face: MeshedFace, factor: number): RgbImage {
  const { x: x0, y: y0 } = betweenEyes(face);
  return warp(image, (x, y) => ({ x: x0 + (x - x0) / factor, y: y0 + (y - y0) / factor }));
}

/** The mouth opened by `amount` of the distance from eyes to chin: jaw and lower lip move down, the gap is dark. */
export function mouthOpened(image: RgbImage, face: MeshedFace, amount: number): RgbImage {
  if (amount === 0) return image;
  const at = (point: number) => ({ x: face.mesh[point * 3]!, y: face.mesh[point * 3 + 1]! });
  const [left, right] = [at(meshPoints.leftMouthCorner), at(meshPoints.rightMouthCorner)];
  const halfWidth = Math.hypot(right.x - left.x, right.y - left.y) / 2;
  const line = (at(meshPoints.upperLipInner).y + at(meshPoints.lowerLipInner).y) / 2;
  const middle = (left.x + right.x) / 2;
  const unit = eyesToChin(face);
  const gapAt = (x: number): number => amount * unit * Math.exp(-1.2 * ((x - middle) / halfWidth) ** 2);
  const opened = warp(image, (x, y) => {
    if (y <= line) return { x, y };
    // What lies lower moves less; far below the chin nothing moves.
    const gap = gapAt(x);
    const reach = Math.max(0, 1 - Math.max(0, y - gap - line - 0.5 * unit) / unit);
    return { x, y: Math.max(line, y - gap * reach) };
  });
  const { width } = opened;
  for (let y = Math.max(0, Math.ceil(line)); y < opened.height; y++) {
    for (let x = 0; x < width; x++) {
      if (Math.abs(x - middle) < halfWidth && y < line + gapAt(x)) opened.data.set([45, 18, 18], (y * width + x) * 3);
    }
  }
  return opened;
}
