import type { Box } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { median } from '#engine/document/median.js';
import { lumaOf } from '#engine/image/luma.js';

/** About so many points across the face are looked at. */
const samplesAcross = 100;

/** Median of |x| for a normal distribution of deviation 1, times the norm of the mask below, √36. */
const medianOfUnitNoise = 0.6745 * 6;

/**
 * Standard deviation of a picture's noise inside `box`, in levels of 255 of luma: by the mask of Immerkær (1996), whose
 * response to planes and straight slopes is 0, and the median of it, for edges to count little. 0 where the box is empty.
 */
export function noiseLevels({ data, width, height }: RgbImage, box: Box, across = samplesAcross): number {
  const left = Math.max(1, Math.floor(box.x));
  const top = Math.max(1, Math.floor(box.y));
  const right = Math.min(width - 1, Math.ceil(box.x + box.width));
  const bottom = Math.min(height - 1, Math.ceil(box.y + box.height));
  const step = Math.max(1, Math.floor((right - left) / across));
  const luma = (x: number, y: number): number => {
    const at = (y * width + x) * 3;
    return lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
  };
  const row = (x: number, y: number): number => luma(x - 1, y) - 2 * luma(x, y) + luma(x + 1, y);
  const responses: number[] = [];
  for (let y = top; y < bottom; y += step) {
    for (let x = left; x < right; x += step) responses.push(Math.abs(row(x, y - 1) - 2 * row(x, y) + row(x, y + 1)));
  }
  return median(responses) / medianOfUnitNoise;
}
