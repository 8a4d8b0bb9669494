/** Brightness 0–255, row-major. */
export interface GrayPicture {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Rec. 709 luma of RGBA pixels, in whole numbers. */
export function grayOf(rgba: Uint8ClampedArray, width: number, height: number): GrayPicture {
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i += 1) {
    data[i] = (rgba[i * 4]! * 54 + rgba[i * 4 + 1]! * 183 + rgba[i * 4 + 2]! * 19) >> 8;
  }
  return { data, width, height };
}

export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
