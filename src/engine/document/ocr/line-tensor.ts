import type { Quad, RotatedBox } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { quadSides } from '#engine/image/quad-sides.js';
import { sampleRows } from '#engine/image/sample-rows.js';

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
 * Cuts a line out of a picture and brings it to the recogniser's height; the width keeps the proportions. Null when the
 * quad is degenerate. What lies outside the picture repeats its border, so that no edge appears.
 */
export function lineTensor(image: RgbImage, quad: Quad): LineTensor | null {
  const { along, across } = quadSides(quad);
  if (!(across > 0) || !(along > 0)) return null;
  const wanted = Math.min(maximumWidthPixels, (along / across) * lineHeightPixels);
  const width = Math.max(minimumWidthPixels, Math.round(wanted / widthStepPixels) * widthStepPixels);
  const plane = width * lineHeightPixels;
  const data = new Float32Array(3 * plane);
  const isSampled = sampleRows(image, quad, width, lineHeightPixels, (row, y) => {
    for (let at = y * width, from = 0; from < row.length; at++, from += 3) {
      data[at] = row[from + 2]! / 127.5 - 1;
      data[plane + at] = row[from + 1]! / 127.5 - 1;
      data[2 * plane + at] = row[from]! / 127.5 - 1;
    }
  });
  return isSampled ? { width, data } : null;
}
