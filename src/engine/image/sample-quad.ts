import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { homographyBetween } from '#engine/image/homography.js';

/** Mean length of the sides along the text, and of those across it, in pixels. */
export function quadSides([topLeft, topRight, bottomRight, bottomLeft]: Quad): { along: number; across: number } {
  return {
    along: (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2,
    across: (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2,
  };
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * The part of a picture within a quad (top left, top right, bottom right, bottom left) as `width` × `height` pixels:
 * float32, 0–255, row-major planes red, green, blue. Bilinear, averaging as many samples a side as it is shrunk (a bilinear
 * sample covers 1:1.5 by itself); what lies outside the picture repeats its border, so that no edge appears. Null when the
 * quad is degenerate.
 */
export function sampleQuad(image: RgbImage, quad: Quad, width: number, height: number): Float32Array | null {
  const map = homographyBetween(
    [
      { x: 0, y: 0 },
      { x: width, y: 0 },
      { x: width, y: height },
      { x: 0, y: height },
    ],
    quad,
  );
  const { along, across } = quadSides(quad);
  if (map === null || !(along > 0) || !(across > 0)) return null;
  const samplesX = Math.min(8, Math.max(1, Math.round(along / width)));
  const samplesY = Math.min(8, Math.max(1, Math.round(across / height)));
  const share = 1 / (samplesX * samplesY);
  const plane = width * height;
  const planes = new Float32Array(3 * plane);
  const { data } = image;
  const lastX = image.width - 1;
  const lastY = image.height - 1;
  const stride = image.width * 3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let sy = 0; sy < samplesY; sy++) {
        const py = y + (sy + 0.5) / samplesY;
        for (let sx = 0; sx < samplesX; sx++) {
          const px = x + (sx + 0.5) / samplesX;
          const w = map[6] * px + map[7] * py + map[8];
          const u = Math.min(Math.max((map[0] * px + map[1] * py + map[2]) / w - 0.5, 0), lastX);
          const v = Math.min(Math.max((map[3] * px + map[4] * py + map[5]) / w - 0.5, 0), lastY);
          const left = Math.floor(u);
          const top = Math.floor(v);
          const fx = u - left;
          const fy = v - top;
          const a = top * stride + left * 3;
          const b = left < lastX ? a + 3 : a;
          const down = top < lastY ? stride : 0;
          const w00 = (1 - fx) * (1 - fy);
          const w10 = fx * (1 - fy);
          const w01 = (1 - fx) * fy;
          const w11 = fx * fy;
          red += w00 * data[a]! + w10 * data[b]! + w01 * data[a + down]! + w11 * data[b + down]!;
          green += w00 * data[a + 1]! + w10 * data[b + 1]! + w01 * data[a + down + 1]! + w11 * data[b + down + 1]!;
          blue += w00 * data[a + 2]! + w10 * data[b + 2]! + w01 * data[a + down + 2]! + w11 * data[b + down + 2]!;
        }
      }
      const at = y * width + x;
      planes[at] = red * share;
      planes[plane + at] = green * share;
      planes[2 * plane + at] = blue * share;
    }
  }
  return planes;
}
