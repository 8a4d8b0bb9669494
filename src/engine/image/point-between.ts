import type { Point } from '#domain/geometry.js';

/** The point `share` of the way from one to the other: 0 and 1 are the two themselves, more and less lie beyond them. */
export const pointBetween = (from: Point, to: Point, share: number): Point => ({
  x: from.x + share * (to.x - from.x),
  y: from.y + share * (to.y - from.y),
});

export const midpoint = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
