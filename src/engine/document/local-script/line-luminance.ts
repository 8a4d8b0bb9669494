import type { Quad } from '#domain/geometry.js';
import type { Luminance } from '#engine/image/luminance.js';
import { quadSides } from '#engine/image/quad-sides.js';
import { sampleRows } from '#engine/image/sample-rows.js';

/**
 * Height of a line in pixels: letters are 20 to 26 high then. Of rendered Hebrew and Arabic names Tesseract reads about
 * as many at letters of 16, 20, 28 and 40 pixels; it has been trained at about 30.
 */
const lineHeightPixels = 44;
/** Longer lines than this are no names, and are narrowed. */
const maximumWidthPixels = 1600;

/**
 * The grey levels of a line of print, brought to the height that Tesseract reads well. Null when the quad is degenerate.
 * What lies outside the picture repeats its border.
 */
export function lineLuminance(image: Luminance, quad: Quad): Luminance | null {
  const { along, across } = quadSides(quad);
  if (!(across > 0) || !(along > 0)) return null;
  const width = Math.max(
    lineHeightPixels,
    Math.min(maximumWidthPixels, Math.round((along / across) * lineHeightPixels)),
  );
  const data = new Uint8Array(width * lineHeightPixels);
  const isSampled = sampleRows(image, quad, width, lineHeightPixels, (row, y) => {
    for (let x = 0; x < width; x++) data[y * width + x] = row[x]! + 0.5;
  });
  return isSampled ? { width, height: lineHeightPixels, data, channels: 1 } : null;
}
