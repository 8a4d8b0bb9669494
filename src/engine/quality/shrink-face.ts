import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { reduceRegion } from '#engine/face/reduce-region.js';
import { applySimilarity, scaleOf } from '#engine/face/similarity.js';
import { canonicalSidePixels, canonicalToImage } from '#engine/quality/canonical-face.js';

/** Room around the canonical square, as a share of its side, for crops that reach a little further. */
const margin = 0.06;

/** A face in a picture of its own. */
export interface FaceCut {
  readonly image: RgbImage;
  readonly face: MeshedFace;
}

/**
 * Cuts a large face out and reduces it by a whole factor, once for all measures: none looks at more than the canonical
 * face. A face that is not large is given back as it is. What lies outside the picture stays outside.
 */
export function shrinkFace(image: RgbImage, face: MeshedFace): FaceCut {
  const toImage = canonicalToImage(face.landmarks);
  const factor = Math.floor(scaleOf(toImage));
  if (factor < 2) return { image, face };
  const corners = [-margin, 1 + margin].flatMap((u) =>
    [-margin, 1 + margin].map((v) =>
      applySimilarity(toImage, { x: u * canonicalSidePixels, y: v * canonicalSidePixels }),
    ),
  );
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, Math.round(value)));
  const left = clamp(Math.min(...xs), image.width);
  const top = clamp(Math.min(...ys), image.height);
  const right = clamp(Math.max(...xs), image.width);
  const bottom = clamp(Math.max(...ys), image.height);
  const reduced = reduceRegion(image, { left, top, right, bottom }, factor);
  return { image: reduced, face: movedFace(face, left, top, factor) };
}

function movedFace(face: MeshedFace, left: number, top: number, factor: number): MeshedFace {
  const point = ({ x, y }: { x: number; y: number }) => ({ x: (x - left) / factor, y: (y - top) / factor });
  const [a, b, c, d, e] = face.landmarks;
  const { box } = face;
  return {
    ...face,
    landmarks: [point(a), point(b), point(c), point(d), point(e)],
    box: { ...point(box), width: box.width / factor, height: box.height / factor },
    interEyeDistancePixels: face.interEyeDistancePixels / factor,
    mesh: face.mesh.map((value, i) => (value - (i % 3 === 0 ? left : i % 3 === 1 ? top : 0)) / factor),
  };
}
