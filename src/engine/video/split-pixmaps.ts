import type { RgbImage } from '#engine/decode/rgb-image.js';

/** The head of a pixmap as ffmpeg's encoder `ppm` writes it (netpbm, "ppm": magic, width, height, largest level). */
const head = /^P6\n(\d{1,5}) (\d{1,5})\n255\n/;
const mostHeadBytes = 32;

/** Whole pixmaps that follow one another; what is cut off at the end, or is none, is left out. */
export function splitPixmaps(bytes: Uint8Array): RgbImage[] {
  const images: RgbImage[] = [];
  for (let at = 0; at < bytes.length;) {
    const match = head.exec(Buffer.from(bytes.subarray(at, at + mostHeadBytes)).toString('latin1'));
    if (match === null) break;
    const [width, height] = [Number(match[1]), Number(match[2])];
    const from = at + match[0].length;
    const to = from + 3 * width * height;
    if (to > bytes.length || width === 0 || height === 0) break;
    images.push({ width, height, data: bytes.subarray(from, to) });
    at = to;
  }
  return images;
}
