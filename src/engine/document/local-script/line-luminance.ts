import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Luminance } from '#engine/document/barcode/luminance.js';
import { lumaOf } from '#engine/image/luma.js';
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
export function lineLuminance(image: RgbImage, quad: Quad): Luminance | null {
  const { along, across } = quadSides(quad);
  if (!(across > 0) || !(along > 0)) return null;
  const width = Math.max(
    lineHeightPixels,
    Math.min(maximumWidthPixels, Math.round((along / across) * lineHeightPixels)),
  );
  const data = new Uint8Array(width * lineHeightPixels);
  const isSampled = sampleRows(image, quad, width, lineHeightPixels, (row, y) => {
    for (let at = y * width, from = 0; from < row.length; at++, from += 3) {
      data[at] = Math.round(lumaOf(row[from]!, row[from + 1]!, row[from + 2]!));
    }
  });
  return isSampled ? { width, height: lineHeightPixels, data } : null;
}
