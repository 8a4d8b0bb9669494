import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { warpPerspective } from '#specimens/draw/warp.js';

export interface TurnedCrop {
  /** Centre of the crop in the photo, pixels. */
  readonly centre: Point;
  /** Width of the crop in the photo, pixels. */
  readonly width: number;
  /** The angle by which the crop is turned clockwise over the photo: a head tilted by as much comes out upright. */
  readonly angleDegrees: number;
}

/** Cuts a rectangle of any angle out of a photo, at the asked size in pixels; what lies beyond the photo is grey. */
export function cropTurned(photo: RgbImage, cut: TurnedCrop, width: number, height: number): RgbImage {
  const scale = cut.width / width;
  const cos = scale * Math.cos((cut.angleDegrees * Math.PI) / 180);
  const sin = scale * Math.sin((cut.angleDegrees * Math.PI) / 180);
  const [cx, cy] = [width / 2, height / 2];
  const outputToPhoto = [
    cos,
    -sin,
    cut.centre.x - cos * cx + sin * cy,
    sin,
    cos,
    cut.centre.y - sin * cx - cos * cy,
    0,
    0,
    1,
  ] as const;
  return warpPerspective(photo, outputToPhoto, width, height, [128, 128, 128]);
}
