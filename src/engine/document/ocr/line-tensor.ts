import type { Quad, RotatedBox } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { homographyBetween, type Homography } from '#engine/image/homography.js';

/** Height of the recogniser's input in pixels. */
export const lineHeightPixels = 48;

/** One line of text as the recogniser takes it: float32, −1…1, planes blue, green, red of 48 × width. */
export interface LineTensor {
  readonly width: number;
  readonly data: Float32Array;
}

/** Where a line of text lies, in reading order: top left, top right, bottom right, bottom left. */
export function quadOfBox({ x, y, width, height, angleDegrees }: RotatedBox): Quad {
  const angle = (angleDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corner = (right: number, down: number) => ({
    x: x + width / 2 + (right * width * cos - down * height * sin) / 2,
    y: y + height / 2 + (right * width * sin + down * height * cos) / 2,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}

/** The net shrinks its input by 8 along the text, so widths are multiples of it; narrower than 16 it sees nothing. */
const widthStepPixels = 8;
const minimumWidthPixels = 16;

const maximumWidthPixels = 2400;

/**
 * Cuts a line out of a picture and brings it to the recogniser's height; the width keeps the proportions, but for
 * `stretch`. Null when the quad is degenerate. What lies outside the picture repeats its border, so that no edge appears.
 */
export function lineTensor(image: RgbImage, quad: Quad, stretch = 1): LineTensor | null {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  const length = (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2;
  const height = (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2;
  if (!(height > 0) || !(length > 0)) return null;
  const wanted = Math.min(maximumWidthPixels, (length / height) * lineHeightPixels * stretch);
  const width = Math.max(minimumWidthPixels, Math.round(wanted / widthStepPixels) * widthStepPixels);
  const frame: Quad = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: lineHeightPixels },
    { x: 0, y: lineHeightPixels },
  ];
  const map = homographyBetween(frame, quad);
  if (map === null) return null;
  return { width, data: sample(image, map, width, length / width, height / lineHeightPixels) };
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Bilinear, averaging as many samples a side as the line is shrunk (a bilinear sample covers 1:1.5 by itself). */
function sample(image: RgbImage, map: Homography, width: number, shrinkX: number, shrinkY: number): Float32Array {
  const samplesX = Math.min(8, Math.max(1, Math.round(shrinkX)));
  const samplesY = Math.min(8, Math.max(1, Math.round(shrinkY)));
  const scale = 1 / (127.5 * samplesX * samplesY);
  const plane = width * lineHeightPixels;
  const planes = new Float32Array(3 * plane);
  const { data } = image;
  const lastX = image.width - 1;
  const lastY = image.height - 1;
  const stride = image.width * 3;
  for (let y = 0; y < lineHeightPixels; y++) {
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
      planes[at] = blue * scale - 1;
      planes[plane + at] = green * scale - 1;
      planes[2 * plane + at] = red * scale - 1;
    }
  }
  return planes;
}

/** The part of a line between two columns of pixels. */
export function cutTensor({ width, data }: LineTensor, from: number, to: number): LineTensor {
  if (from === 0 && to === width) return { width, data };
  const part = new Float32Array(3 * lineHeightPixels * (to - from));
  for (let row = 0; row < 3 * lineHeightPixels; row++) {
    part.set(data.subarray(row * width + from, row * width + to), row * (to - from));
  }
  return { width: to - from, data: part };
}
