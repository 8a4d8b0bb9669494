import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { sampleRows } from '#engine/image/sample-rows.js';

/**
 * The part of a picture within a quad (top left, top right, bottom right, bottom left) as `width` × `height` pixels,
 * sampled as `sampleRows` does: float32, 0–255, row-major planes red, green, blue. Null when the quad is degenerate.
 */
export function sampleQuad(image: RgbImage, quad: Quad, width: number, height: number): Float32Array | null {
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  const isSampled = sampleRows(image, quad, width, height, (row, y) => {
    for (let at = y * width, from = 0; from < row.length; at++, from += 3) {
      planes[at] = row[from]!;
      planes[plane + at] = row[from + 1]!;
      planes[2 * plane + at] = row[from + 2]!;
    }
  });
  return isSampled ? planes : null;
}
