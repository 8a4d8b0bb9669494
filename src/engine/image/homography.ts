import type { Point, Quad } from '#domain/geometry.js';

/**
 * A projective map of the plane, row-major 3×3. Coordinates are continuous: a W×H picture spans 0…W and 0…H, and the
 * centre of its first pixel lies at (0.5, 0.5).
 */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** The determinant below which a map, scaled to unit largest entry, counts as singular: far above rounding of doubles. */
const singularDeterminant = 1e-12;

/**
 * The map that takes each corner of `from` to the same corner of `to` (Heckbert 1989, §2.2.3, through the unit
 * square). Null when three corners of either quad lie on a line.
 */
export function homographyBetween(from: Quad, to: Quad): Homography | null {
  const fromSquare = homographyFromUnitSquare(from);
  const toSquare = homographyFromUnitSquare(to);
  if (fromSquare === null || toSquare === null) return null;
  const back = invertHomography(fromSquare);
  return back === null ? null : composeHomographies(toSquare, back);
}

/** The map that first applies `first`, then `second`. */
export function composeHomographies(second: Homography, first: Homography): Homography {
  const at = (row: 0 | 3 | 6, column: 0 | 1 | 2): number =>
    second[row] * first[column] +
    second[(row + 1) as 1 | 4 | 7] * first[(column + 3) as 3 | 4 | 5] +
    second[(row + 2) as 2 | 5 | 8] * first[(column + 6) as 6 | 7 | 8];
  return [at(0, 0), at(0, 1), at(0, 2), at(3, 0), at(3, 1), at(3, 2), at(6, 0), at(6, 1), at(6, 2)];
}

/** The inverse map, or null when there is none. */
export function invertHomography(map: Homography): Homography | null {
  const largest = Math.max(...map.map(Math.abs));
  if (largest === 0 || !Number.isFinite(largest)) return null;
  const [a, b, c, d, e, f, g, h, i] = map;
  const cofactors: Homography = [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
  const determinant = a * cofactors[0] + b * cofactors[3] + c * cofactors[6];
  if (Math.abs(determinant) < singularDeterminant * largest ** 3) return null;
  return cofactors.map((entry) => entry / determinant) as unknown as Homography; // map() forgets the length
}

/** Where the map takes a point. */
export function applyHomography(map: Homography, { x, y }: Point): Point {
  const w = map[6] * x + map[7] * y + map[8];
  return { x: (map[0] * x + map[1] * y + map[2]) / w, y: (map[3] * x + map[4] * y + map[5]) / w };
}

/** Where the map takes each corner. */
export function applyHomographyToQuad(map: Homography, quad: Quad): Quad {
  return [
    applyHomography(map, quad[0]),
    applyHomography(map, quad[1]),
    applyHomography(map, quad[2]),
    applyHomography(map, quad[3]),
  ];
}

function homographyFromUnitSquare(quad: Quad): Homography | null {
  if (hasCornersOnALine(quad)) return null;
  const [p0, p1, p2, p3] = quad;
  const sumX = p0.x - p1.x + p2.x - p3.x;
  const sumY = p0.y - p1.y + p2.y - p3.y;
  const dx1 = p1.x - p2.x;
  const dx2 = p3.x - p2.x;
  const dy1 = p1.y - p2.y;
  const dy2 = p3.y - p2.y;
  const denominator = dx1 * dy2 - dx2 * dy1;
  const g = (sumX * dy2 - dx2 * sumY) / denominator;
  const h = (dx1 * sumY - sumX * dy1) / denominator;
  return [
    p1.x - p0.x + g * p1.x,
    p3.x - p0.x + h * p3.x,
    p0.x,
    p1.y - p0.y + g * p1.y,
    p3.y - p0.y + h * p3.y,
    p0.y,
    g,
    h,
    1,
  ];
}

function hasCornersOnALine(quad: Quad): boolean {
  return quad.some((corner, index) => {
    const next = quad[(index + 1) % 4]!;
    const afterNext = quad[(index + 2) % 4]!;
    const dx1 = next.x - corner.x;
    const dy1 = next.y - corner.y;
    const dx2 = afterNext.x - corner.x;
    const dy2 = afterNext.y - corner.y;
    const lengths = Math.hypot(dx1, dy1) * Math.hypot(dx2, dy2);
    return !(Math.abs(dx1 * dy2 - dx2 * dy1) > 1e-9 * lengths);
  });
}
