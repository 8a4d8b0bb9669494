import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { sampleQuad } from '#engine/image/sample-quad.js';

/**
 * The part of a picture within a quad (top left, top right, bottom right, bottom left) as an upright picture, sampled as
 * `sampleQuad` does. Null when the quad is degenerate.
 */
export function rectify(
  image: RgbImage,
  quad: Quad,
  { width, height }: { readonly width: number; readonly height: number },
): RgbImage | null {
  const planes = sampleQuad(image, quad, width, height);
  if (planes === null) return null;
  const plane = width * height;
  const data = new Uint8Array(3 * plane);
  for (let i = 0, at = 0; i < plane; i++) {
    data[at++] = planes[i]! + 0.5;
    data[at++] = planes[plane + i]! + 0.5;
    data[at++] = planes[2 * plane + i]! + 0.5;
  }
  return { width, height, data };
}
