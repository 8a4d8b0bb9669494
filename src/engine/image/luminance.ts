import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Grey levels: u8, row-major, H×W. */
export interface Luminance {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Tells it from a picture in colours, which is of the same shape otherwise. */
  readonly channels: 1;
}

/** ITU-R BT.601 luma in 1/1024. */
const red = 306;
const green = 601;
const blue = 117;

const known = new WeakMap<RgbImage, Luminance>();

/** The grey levels of a picture; made once, for as long as somebody else keeps the picture. */
export function luminanceOf(image: RgbImage): Luminance {
  const luminance = known.get(image) ?? toLuminance(image);
  known.set(image, luminance);
  return luminance;
}

function toLuminance({ width, height, data: rgb }: RgbImage): Luminance {
  const pixels = width * height;
  const data = new Uint8Array(pixels);
  for (let i = 0, at = 0; i < pixels; i++) {
    data[i] = (red * rgb[at++]! + green * rgb[at++]! + blue * rgb[at++]! + 512) >> 10;
  }
  return { width, height, data, channels: 1 };
}
