import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { noiseLevels } from '#engine/liveness/noise-levels.js';

/** The part of the face's box that is skin for sure, and what is beside the head, in sizes of the box. */
const skin = { x: 0.2, y: 0.25, width: 0.6, height: 0.5 } as const;
const beside = { gap: 0.35, width: 0.5 } as const;
/** Added to both, in levels: what rounding and coding leave where nothing else is. */
const floorLevels = 0.35;
/** Points across each part that are looked at. */
const samplesAcross = 40;

/**
 * Noise of the face against that of what is beside it. A camera's noise is that of one sensor; a face that was put in, or
 * smoothed, has another. Value: powers of two, beside the face over on it; 0: alike, positive: the face is smoother. The
 * measure is the mask of Immerkær (see `noiseLevels`). Null where there is no room beside the face.
 */
export function noiseMismatch(image: RgbImage, box: Box): number | null {
  const part = (x: number, y: number, width: number, height: number): Box => ({
    x: box.x + x * box.width,
    y: box.y + y * box.height,
    width: width * box.width,
    height: height * box.height,
  });
  const sides = [part(-beside.gap - beside.width, 0, beside.width, 1), part(1 + beside.gap, 0, beside.width, 1)].filter(
    ({ x, width }) => x >= 0 && x + width <= image.width,
  );
  if (sides.length === 0) return null;
  const around = Math.min(...sides.map((side) => noiseLevels(image, side, samplesAcross)));
  const own = noiseLevels(image, part(skin.x, skin.y, skin.width, skin.height), samplesAcross);
  return Math.log2((around + floorLevels) / (own + floorLevels));
}
