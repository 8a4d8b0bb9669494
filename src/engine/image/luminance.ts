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
  const data = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < data.length; i++, at += 3) {
    data[i] = (red * rgb[at]! + green * rgb[at + 1]! + blue * rgb[at + 2]! + 512) >> 10;
  }
  return { width, height, data, channels: 1 };
}
