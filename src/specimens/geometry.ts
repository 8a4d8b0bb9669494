import type { Point, Quad, RotatedBox } from '#domain/geometry.js';

/**
 * The rotated box that stands for a quad: centre of the corners, mean of opposite sides, the angle of its horizontal
 * midline. Exact for a rectangle.
 */
export function boxAround([topLeft, topRight, bottomRight, bottomLeft]: Quad): RotatedBox {
  const centre = middle(middle(topLeft, bottomRight), middle(topRight, bottomLeft));
  const width = (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2;
  const height = (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2;
  const left = middle(topLeft, bottomLeft);
  const right = middle(topRight, bottomRight);
  const angleDegrees = (Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI;
  return {
    x: centre.x - width / 2,
    y: centre.y - height / 2,
    width,
    height,
    angleDegrees: angleDegrees === -180 ? 180 : angleDegrees,
  };
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
