import type { Point, RotatedBox } from '#domain/geometry.js';

/** Corners of the convex hull, counter-clockwise in a y-down picture's mirror (Andrew's monotone chain, 1979). */
export function convexHull(points: readonly Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  const lower = halfHull(sorted);
  const upper = halfHull(sorted.reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

function halfHull(sorted: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    while (hull.length >= 2 && turn(hull[hull.length - 2]!, hull[hull.length - 1]!, point) <= 0) hull.pop();
    hull.push(point);
  }
  return hull;
}

const turn = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/**
 * The smallest rectangle around a set of points. One of its sides lies on a side of the hull (Freeman and Shapira
 * 1975), so every side is tried. Its width is the longer side and its angle lies in −90 < angle ≤ 90.
 */
export function minimumAreaRectangle(points: readonly Point[]): RotatedBox {
  const hull = convexHull(points);
  let best: RotatedBox | null = null;
  for (let i = 0; i < hull.length; i++) {
    const from = hull[i]!;
    const to = hull[(i + 1) % hull.length]!;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length === 0) continue;
    const box = boundingBoxAlong(hull, (to.x - from.x) / length, (to.y - from.y) / length);
    if (best === null || box.width * box.height < best.width * best.height) best = box;
  }
  return best ?? { x: hull[0]?.x ?? 0, y: hull[0]?.y ?? 0, width: 0, height: 0, angleDegrees: 0 };
}

/** The rectangle around the points whose sides run along the unit vector (cos, sin) and across it. */
export function boundingBoxAlong(points: readonly Point[], cos: number, sin: number): RotatedBox {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const { x, y } of points) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const centreAlong = (left + right) / 2;
  const centreAcross = (top + bottom) / 2;
  const centreX = centreAlong * cos - centreAcross * sin;
  const centreY = centreAlong * sin + centreAcross * cos;
  let [width, height] = [right - left, bottom - top];
  let angleDegrees = (Math.atan2(sin, cos) * 180) / Math.PI;
  if (height > width) {
    [width, height] = [height, width];
    angleDegrees += 90;
  }
  return { x: centreX - width / 2, y: centreY - height / 2, width, height, angleDegrees: halfTurn(angleDegrees) };
}

/** The same undirected line's angle in −90 < angle ≤ 90. */
function halfTurn(degrees: number): number {
  const wrapped = ((degrees % 180) + 180) % 180;
  return wrapped > 90 ? wrapped - 180 : wrapped;
}
