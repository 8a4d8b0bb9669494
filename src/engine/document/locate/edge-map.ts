import type { RgbImage } from '#engine/decode/rgb-image.js';
import { groundLikeness } from '#engine/document/locate/ground-likeness.js';
import { resize } from '#engine/image/resize.js';

/** How the colour changes at each pixel of a small copy of a picture. */
export interface EdgeMap {
  readonly width: number;
  readonly height: number;
  /** Pixels of the map for one of the picture. */
  readonly scale: number;
  /** Float32, row-major, grey levels a pixel, of the channel that changes most: to the right, and downwards. */
  readonly right: Float32Array;
  readonly down: Float32Array;
  /** Float32, row-major, 0–1: how much a pixel looks like what the document lies on. */
  readonly ground: Float32Array;
}

/** Longer side of the map: a card's edge is a pixel wide then, a cloth's weave and most noise are gone. */
const mapSidePixels = 448;

/** The colour gradients (Sobel) of a picture, shrunken to `mapSidePixels` at the most. */
export function edgeMap(image: RgbImage): EdgeMap {
  const scale = Math.min(1, mapSidePixels / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const small = resize(image, width, height);
  const { data } = small;
  const right = new Float32Array(width * height);
  const down = new Float32Array(width * height);
  const stride = width * 3;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const to = y * width + x;
      let strongest = 0;
      for (let at = to * 3; at < to * 3 + 3; at++) {
        const northWest = data[at - stride - 3]!;
        const northEast = data[at - stride + 3]!;
        const southWest = data[at + stride - 3]!;
        const southEast = data[at + stride + 3]!;
        const east = (northEast - northWest + southEast - southWest + 2 * (data[at + 3]! - data[at - 3]!)) / 8;
        const south =
          (southWest - northWest + southEast - northEast + 2 * (data[at + stride]! - data[at - stride]!)) / 8;
        const strength = east * east + south * south;
        if (strength <= strongest) continue;
        strongest = strength;
        right[to] = east;
        down[to] = south;
      }
    }
  }
  return { width, height, scale, right, down, ground: groundLikeness(small) };
}
