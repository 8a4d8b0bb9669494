import type { Homography } from '#engine/image/homography.js';
import { addObservation, emptySystem, solveSystem } from '#engine/image/linear-system.js';

/**
 * The map of the plane that takes the points `from` nearest to `to`, by least squares of the linear equations after both
 * sides were centred and scaled (Hartley 1997, "In defense of the eight-point algorithm"). Points: x, y, x, y, …; at least
 * four. Null when they lie on a line.
 */
export function fitHomography(from: Float64Array, to: Float64Array): Homography | null {
  const count = from.length / 2;
  if (count < 4 || to.length !== from.length) throw new RangeError('four pairs of points or more');
  const source = normalisation(from);
  const target = normalisation(to);
  // Eight unknowns, the ninth being 1: normal equations AᵀA h = Aᵀb, accumulated row by row.
  const equations = emptySystem(8);
  for (let i = 0; i < from.length; i += 2) {
    const x = (from[i]! - source.x) * source.scale;
    const y = (from[i + 1]! - source.y) * source.scale;
    const u = (to[i]! - target.x) * target.scale;
    const v = (to[i + 1]! - target.y) * target.scale;
    addObservation(equations, [x, y, 1, 0, 0, 0, -x * u, -y * u], u);
    addObservation(equations, [0, 0, 0, x, y, 1, -x * v, -y * v], v);
  }
  const h = solveSystem(equations, leastPivot);
  if (h === null) return null;
  const [a, b, c, d, e, f, g, k] = h as unknown as [number, number, number, number, number, number, number, number]; // eight unknowns
  // Back to the points as they were: T′⁻¹ · H · T.
  const { scale: s, x: sx, y: sy } = source;
  const rows = [
    [a * s, b * s, c - s * (a * sx + b * sy)],
    [d * s, e * s, f - s * (d * sx + e * sy)],
    [g * s, k * s, 1 - s * (g * sx + k * sy)],
  ] as const;
  const back = (row: 0 | 1, offset: number) =>
    ([0, 1, 2] as const).map((column) => rows[row][column] / target.scale + offset * rows[2][column]);
  return [...back(0, target.x), ...back(1, target.y), ...rows[2]] as unknown as Homography; // three rows of three
}

/** Towards the middle of the points, so that their mean distance from it is √2. */
function normalisation(points: Float64Array): { readonly x: number; readonly y: number; readonly scale: number } {
  const count = points.length / 2;
  let x = 0;
  let y = 0;
  for (let i = 0; i < points.length; i += 2) {
    x += points[i]! / count;
    y += points[i + 1]! / count;
  }
  let distance = 0;
  for (let i = 0; i < points.length; i += 2) distance += Math.hypot(points[i]! - x, points[i + 1]! - y) / count;
  return { x, y, scale: distance > 0 ? Math.SQRT2 / distance : 1 };
}

/** Below this, in equations of points scaled to 1, a pivot is rounding. */
const leastPivot = 1e-9;
