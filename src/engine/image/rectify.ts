import type { Quad } from '#domain/geometry.js';
import type { Luminance } from '#engine/image/luminance.js';
import { sampleRows } from '#engine/image/sample-rows.js';

/**
 * The part of a picture within a quad (top left, top right, bottom right, bottom left) as an upright picture, sampled as
 * `sampleRows` does. Null when the quad is degenerate.
 */
export function rectify(
  image: Luminance,
  quad: Quad,
  { width, height }: { readonly width: number; readonly height: number },
): Luminance | null {
  const data = new Uint8Array(width * height);
  const isSampled = sampleRows(image, quad, width, height, (row, y) => {
    const start = y * row.length;
    for (let i = 0; i < row.length; i++) data[start + i] = row[i]! + 0.5;
  });
  return isSampled ? { width, height, data, channels: 1 } : null;
}
