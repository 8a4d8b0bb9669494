import type { Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { applyHomography, homographyBetween } from '#engine/image/homography.js';
import { lumaOf } from '#engine/image/luma.js';

/** Rec. 601 luma of a square part of the picture: float64, row-major, 0–255. */
export type LumaWindow = Float64Array;

const unitSquare: Quad = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

/**
 * Square parts of a picture, spread evenly over a document, in the picture's own pixels: nothing is turned or resampled,
 * which would change fine patterns. Parts that do not lie within the picture are left out. Empty for a degenerate quad.
 */
export function documentWindows(
  image: RgbImage,
  quad: Quad,
  order: { readonly columns: number; readonly rows: number; readonly side: number },
): LumaWindow[] {
  const map = homographyBetween(unitSquare, quad);
  if (map === null) return [];
  const { columns, rows, side } = order;
  return Array.from({ length: rows * columns }, (_, index) => {
    const x = ((index % columns) + 0.5) / columns;
    const y = (Math.floor(index / columns) + 0.5) / rows;
    return lumaAround(image, applyHomography(map, { x, y }), side);
  }).filter((window) => window !== null);
}

function lumaAround({ width, height, data }: RgbImage, centre: Point, side: number): LumaWindow | null {
  const left = Math.round(centre.x - side / 2);
  const top = Math.round(centre.y - side / 2);
  if (!(left >= 0 && top >= 0 && left + side <= width && top + side <= height)) return null;
  const window = new Float64Array(side * side);
  for (let y = 0, to = 0; y < side; y++) {
    let at = ((top + y) * width + left) * 3;
    for (let x = 0; x < side; x++, to++, at += 3) {
      window[to] = lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
    }
  }
  return window;
}
