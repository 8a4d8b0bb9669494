import type { Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Radial distortion about the middle: a point at distance r (in half diagonals) is taken from r (1 + strength r²). */
export function bendByLens(image: RgbImage, strength: number): RgbImage {
  const { width, height, data } = image;
  const result = new Uint8Array(data.length);
  const radius2 = (width * width + height * height) / 4;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const dx = x + 0.5 - width / 2;
      const dy = y + 0.5 - height / 2;
      const factor = 1 + (strength * (dx * dx + dy * dy)) / radius2;
      const u = Math.min(width - 1.001, Math.max(0, width / 2 + dx * factor - 0.5));
      const v = Math.min(height - 1.001, Math.max(0, height / 2 + dy * factor - 0.5));
      const left = Math.floor(u);
      const top = Math.floor(v);
      const fx = u - left;
      const fy = v - top;
      const from = (top * width + left) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const upper = data[from + channel]! * (1 - fx) + data[from + 3 + channel]! * fx;
        const lower = data[from + width * 3 + channel]! * (1 - fx) + data[from + width * 3 + 3 + channel]! * fx;
        result[at + channel] = Math.round(upper * (1 - fy) + lower * fy);
      }
    }
  }
  return { width, height, data: result };
}

/** Where `bendByLens` takes a point of the straight picture to. */
export function bendPoint(
  { x, y }: Point,
  { width, height }: { width: number; height: number },
  strength: number,
): Point {
  const radius2 = (width * width + height * height) / 4;
  const straight = { x: x - width / 2, y: y - height / 2 };
  let bent = straight;
  // A fixed point of bent = straight / (1 + strength |bent|²); with the strengths of real lenses a few turns suffice.
  for (let turn = 0; turn < 20; turn++) {
    const factor = 1 + (strength * (bent.x * bent.x + bent.y * bent.y)) / radius2;
    bent = { x: straight.x / factor, y: straight.y / factor };
  }
  return { x: bent.x + width / 2, y: bent.y + height / 2 };
}
