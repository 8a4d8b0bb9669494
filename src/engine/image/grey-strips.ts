import type { Quad } from '#domain/geometry.js';
import type { Luminance } from '#engine/image/luminance.js';
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
  image: Luminance,
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
      for (let x = 0; x < width; x++) data[start + x] = row[x]! / 255;
    });
    if (!isSampled) return null;
  }
  return { count: quads.length, width, data };
}
