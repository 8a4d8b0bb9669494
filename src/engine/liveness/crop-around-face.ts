import type { Box } from '#domain/geometry.js';
import type { PixelRegion } from '#engine/face/reduce-region.js';

interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How many times as wide and as high as the face a crop can get inside of the picture, wherever it has to move: what there
 * is of room around the face. Below 1 the face itself does not fit.
 */
export const roomAround = ({ width, height }: PictureSize, box: Box): number =>
  Math.min((width - 1) / box.width, (height - 1) / box.height);

/**
 * The crop that minivision's nets were trained on: the box enlarged `scale` times about its middle, or as far as the
 * picture has room for, and moved back inside where it reaches over an edge. In whole pixels; the ratio of the sides is the
 * box's, so the face is stretched when the crop becomes square.
 */
export function cropAroundFace(picture: PictureSize, box: Box, scale: number): PixelRegion {
  const reached = Math.min(scale, roomAround(picture, box));
  const [left, right] = span(box.x + box.width / 2, box.width * reached, picture.width);
  const [top, bottom] = span(box.y + box.height / 2, box.height * reached, picture.height);
  return { left, top, right, bottom };
}

/** From and to, one pixel at least. */
function span(middle: number, length: number, limit: number): [number, number] {
  const from = Math.min(Math.max(middle - length / 2, 0), limit - length);
  const first = Math.min(limit - 1, Math.max(0, Math.floor(from)));
  return [first, Math.min(limit, Math.max(first + 1, Math.floor(from + length)))];
}
