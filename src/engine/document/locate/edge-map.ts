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
  /** Float32, row-major, 0–1: how evident an edge each pixel lies on. */
  readonly evidence: Float32Array;
}

/** Longer side of the map: a card's edge is a pixel wide then, a cloth's weave and most noise are gone. */
const mapSidePixels = 448;

/** Changes below are noise; from `fullStep` on an edge counts whole: more contrast does not make it straighter. */
const edgeLevels = { least: 2, fullStep: 9 } as const;

/** What a change of so many levels counts for, 0–1. */
export const edgeWeight = (levels: number): number =>
  Math.min(1, Math.max(0, (levels - edgeLevels.least) / (edgeLevels.fullStep - edgeLevels.least)));

/** The colour gradients (Sobel) of a picture, shrunken to `mapSidePixels` at the most. */
export function edgeMap(image: RgbImage): EdgeMap {
  const scale = Math.min(1, mapSidePixels / Math.max(image.width, image.height));
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round(image.height * scale));
  const small = resize(image, width, height);
  const { data } = small;
  const right = new Float32Array(width * height);
  const down = new Float32Array(width * height);
  const evidence = new Float32Array(width * height);
  const stride = width * 3;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const to = y * width + x;
      let strongest = 0;
      let toEast = 0;
      let toSouth = 0;
      for (let at = to * 3; at < to * 3 + 3; at++) {
        const northWest = data[at - stride - 3]!;
        const northEast = data[at - stride + 3]!;
        const southWest = data[at + stride - 3]!;
        const southEast = data[at + stride + 3]!;
        const east = northEast - northWest + southEast - southWest + 2 * (data[at + 3]! - data[at - 3]!);
        const south = southWest - northWest + southEast - northEast + 2 * (data[at + stride]! - data[at - stride]!);
        const strength = east * east + south * south;
        if (strength <= strongest) continue;
        strongest = strength;
        toEast = east;
        toSouth = south;
      }
      right[to] = toEast / 8;
      down[to] = toSouth / 8;
      evidence[to] = edgeWeight(Math.sqrt(strongest) / 8);
    }
  }
  return { width, height, scale, right, down, ground: groundLikeness(small), evidence };
}
