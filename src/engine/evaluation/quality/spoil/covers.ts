import type { RgbImage } from '#engine/decode/rgb-image.js';
import { remap } from '#engine/evaluation/quality/spoil/remap.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { betweenEyes } from '#engine/quality/face-geometry.js';
import { meshPoints } from '#engine/quality/mesh-regions.js';

/** Things on and behind the face. 0 leaves the picture as it is. */

export type Colour = readonly [number, number, number];

/** Something opaque on the cheek: an ellipse with half-axes of `size` times the face's width and height. */
export function covered(
  image: RgbImage,
  face: MeshedFace,
  size: number,
  colour: Colour,
  place: { readonly across: number; readonly down: number } = { across: 0.3, down: 0.6 },
): RgbImage {
  if (size === 0) return image;
  const { box } = face;
  const x0 = box.x + place.across * box.width;
  const y0 = box.y + place.down * box.height;
  return remap(image, (old, x, y, channel) =>
    ((x - x0) / (size * box.width)) ** 2 + ((y - y0) / (size * box.height)) ** 2 < 1 ? colour[channel]! : old,
  );
}

/** Dark glasses of this opacity: an ellipse over each eye. */
export function withDarkGlasses(image: RgbImage, face: MeshedFace, opacity: number): RgbImage {
  const unit = face.interEyeDistancePixels;
  const [left, right] = face.landmarks;
  const covers = (x: number, y: number): boolean =>
    [left, right].some((eye) => ((x - eye.x) / (0.4 * unit)) ** 2 + ((y - eye.y) / (0.32 * unit)) ** 2 < 1);
  return remap(image, (old, x, y) => (covers(x, y) ? old * (1 - opacity) + 18 * opacity : old));
}

/**
 * A mask that covers the lower face from the chin up to this share of the way to the tip of the nose, as wide as the
 * face.
 */
export function withMask(image: RgbImage, face: MeshedFace, share: number, colour: Colour): RgbImage {
  if (share === 0) return image;
  const { box, mesh } = face;
  const chin = mesh[meshPoints.chin * 3 + 1]!;
  const nose = mesh[meshPoints.noseTip * 3 + 1]!;
  const edge = chin - share * (chin - nose);
  return remap(image, (old, x, y, channel) =>
    y > edge && y < chin + 0.1 * box.height && x > box.x + 0.08 * box.width && x < box.x + 0.92 * box.width
      ? colour[channel]!
      : old,
  );
}

/** Squares behind the head, brighter and darker by `levels` in no order; the head with its hair stays as it is. */
export function withPattern(image: RgbImage, face: MeshedFace, levels: number): RgbImage {
  const unit = face.interEyeDistancePixels;
  const middle = betweenEyes(face);
  const sign = (x: number, y: number): number => {
    const column = Math.floor((x - middle.x) / (0.3 * unit));
    const row = Math.floor((y - middle.y) / (0.3 * unit));
    return Math.sin(column * 12.9898 + row * 78.233) > 0 ? 1 : -1;
  };
  return remap(image, (old, x, y) => {
    const across = (x - middle.x) / unit / 1.7;
    const down = ((y - middle.y) / unit - 0.2) / 2;
    return across ** 2 + down ** 2 < 1 ? old : old + levels * sign(x, y);
  });
}
