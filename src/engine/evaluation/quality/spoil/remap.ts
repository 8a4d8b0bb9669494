import type { RgbImage } from '#engine/decode/rgb-image.js';

/** A picture whose samples are `value` of the old one (0–255) and its place; rounded and clipped. */
export function remap(
  image: RgbImage,
  value: (old: number, x: number, y: number, channel: number) => number,
): RgbImage {
  const data = new Uint8Array(image.data.length);
  let i = 0;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      for (let channel = 0; channel < 3; channel++, i++) {
        data[i] = Math.min(255, Math.max(0, Math.round(value(image.data[i]!, x, y, channel))));
      }
    }
  }
  return { ...image, data };
}

/** A picture whose point (x, y) shows what was at `from(x, y)`; beyond the edges the edge goes on. */
export function warp(
  image: RgbImage,
  from: (x: number, y: number) => { readonly x: number; readonly y: number },
): RgbImage {
  const { width, height, data } = image;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const source = from(x, y);
      const fromX = Math.min(width - 1.001, Math.max(0, source.x));
      const fromY = Math.min(height - 1.001, Math.max(0, source.y));
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const a = fromX - left;
      const b = fromY - top;
      const at = (top * width + left) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const i = at + channel;
        const upper = data[i]! * (1 - a) + data[i + 3]! * a;
        const lower = data[i + width * 3]! * (1 - a) + data[i + width * 3 + 3]! * a;
        out[(y * width + x) * 3 + channel] = upper * (1 - b) + lower * b + 0.5;
      }
    }
  }
  return { width, height, data: out };
}

/** How sharp reads raw pixels. */
export const raw = ({ width, height }: RgbImage) => ({ raw: { width, height, channels: 3 as const } });
