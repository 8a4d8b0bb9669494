import type { Point } from '#domain/geometry.js';

/** x′ = a·x − b·y + tx, y′ = b·x + a·y + ty: a turn, a uniform scale and a shift. */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export const scaleOf = ({ a, b }: Similarity): number => Math.hypot(a, b);

export const applySimilarity = ({ a, b, tx, ty }: Similarity, { x, y }: Point): Point => ({
  x: a * x - b * y + tx,
  y: b * x + a * y + ty,
});

/** The transform that undoes `similarity`; its scale must not be 0. */
export function invertSimilarity({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  const ia = a / square;
  const ib = -b / square;
  return { a: ia, b: ib, tx: -(ia * tx - ib * ty), ty: -(ib * tx + ia * ty) };
}

/**
 * The similarity that maps `from` onto `to` with the least squared error (Umeyama 1991, in the plane and without
 * reflection). The points must not all coincide.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const centreFrom = centroid(from);
  const centreTo = centroid(to);
  let dot = 0;
  let cross = 0;
  let spread = 0;
  for (let i = 0; i < from.length; i++) {
    const fx = from[i]!.x - centreFrom.x;
    const fy = from[i]!.y - centreFrom.y;
    const gx = to[i]!.x - centreTo.x;
    const gy = to[i]!.y - centreTo.y;
    dot += fx * gx + fy * gy;
    cross += fx * gy - fy * gx;
    spread += fx * fx + fy * fy;
  }
  const a = dot / spread;
  const b = cross / spread;
  return {
    a,
    b,
    tx: centreTo.x - a * centreFrom.x + b * centreFrom.y,
    ty: centreTo.y - b * centreFrom.x - a * centreFrom.y,
  };
}

/** Maps the square [0, side]² onto a square of `size` around `centre`, turned clockwise by `angleRadians`. */
export function squareToRegion(side: number, centre: Point, size: number, angleRadians: number): Similarity {
  const a = (size / side) * Math.cos(angleRadians);
  const b = (size / side) * Math.sin(angleRadians);
  const half = side / 2;
  return { a, b, tx: centre.x - a * half + b * half, ty: centre.y - b * half - a * half };
}

function centroid(points: readonly Point[]): Point {
  let x = 0;
  let y = 0;
  for (const point of points) {
    x += point.x;
    y += point.y;
  }
  return { x: x / points.length, y: y / points.length };
}

/** The same transform of points that lie (x, y) further: what it makes of p + (x, y). */
export function translated(similarity: Similarity, x: number, y: number): Similarity {
  const moved = applySimilarity(similarity, { x, y });
  return { ...similarity, tx: moved.x, ty: moved.y };
}
