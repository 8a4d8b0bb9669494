import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { lumaOf } from '#engine/image/luma.js';
import { sampleRows } from '#engine/image/sample-rows.js';

/** Height of what our own recognisers of lines take, in pixels. */
export const stripHeightPixels = 32;
/** They shrink their input by 4 along the text. */
export const pixelsPerStep = 4;

/** Lines of one width, as the nets take them: float32, 0–1, row-major lines × 32 × width of luminance. */
export interface GreyStrips {
  readonly count: number;
  readonly width: number;
  readonly data: Float32Array;
}

/**
 * Cuts lines out of a picture, each brought to 32 × about `wantedWidth` pixels, kept within `bounds`. Null when a quad is
 * degenerate or the width is not finite.
 */
export function cutStrips(
  image: RgbImage,
  quads: readonly Quad[],
  wantedWidth: number,
  bounds: { readonly least: number; readonly most: number },
): GreyStrips | null {
  if (!Number.isFinite(wantedWidth)) return null;
  const bounded = Math.min(bounds.most, Math.max(bounds.least, wantedWidth));
  const width = Math.round(bounded / pixelsPerStep) * pixelsPerStep;
  const plane = width * stripHeightPixels;
  const data = new Float32Array(quads.length * plane);
  for (const [line, quad] of quads.entries()) {
    const isSampled = sampleRows(image, quad, width, stripHeightPixels, (row, y) => {
      const start = line * plane + y * width;
      for (let x = 0, at = 0; x < width; x++, at += 3) {
        data[start + x] = lumaOf(row[at]!, row[at + 1]!, row[at + 2]!) / 255;
      }
    });
    if (!isSampled) return null;
  }
  return { count: quads.length, width, data };
}
