import type { Quad } from '#domain/geometry.js';
import { channelsOf, sampleRows, type Raster } from '#engine/image/sample-rows.js';

/**
 * The part of a picture within a quad (top left, top right, bottom right, bottom left) as `width` × `height` pixels,
 * sampled as `sampleRows` does: float32, 0–255, row-major, a plane for each channel. Null when the quad is degenerate.
 */
export function sampleQuad(image: Raster, quad: Quad, width: number, height: number): Float32Array | null {
  const plane = width * height;
  const channels = channelsOf(image);
  const planes = new Float32Array(channels * plane);
  const isSampled = sampleRows(image, quad, width, height, (row, y) => {
    for (let channel = 0; channel < channels; channel++) {
      for (let at = channel * plane + y * width, from = channel; from < row.length; at++, from += channels) {
        planes[at] = row[from]!;
      }
    }
  });
  return isSampled ? planes : null;
}
