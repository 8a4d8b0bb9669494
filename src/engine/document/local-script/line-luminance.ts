import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Luminance } from '#engine/document/barcode/luminance.js';
import { lumaOf } from '#engine/image/luma.js';
import { quadSides, sampleQuad } from '#engine/image/sample-quad.js';

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
  const planes = sampleQuad(image, quad, width, lineHeightPixels);
  if (planes === null) return null;
  const size = width * lineHeightPixels;
  const data = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    data[i] = Math.round(lumaOf(planes[i]!, planes[size + i]!, planes[2 * size + i]!));
  }
  return { width, height: lineHeightPixels, data };
}
