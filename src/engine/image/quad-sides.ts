import type { Point, Quad } from '#domain/geometry.js';

/** Mean length of the sides along the text, and of those across it, in pixels. */
export function quadSides([topLeft, topRight, bottomRight, bottomLeft]: Quad): { along: number; across: number } {
  return {
    along: (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2,
    across: (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2,
  };
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
