import type { Point, RotatedBox } from '#domain/geometry.js';

/** The rectangle around the points whose horizontal sides run along `angleDegrees`. */
export function boxingAlong(points: readonly Point[], angleDegrees: number): RotatedBox {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of points) {
    const along = x * cos + y * sin;
    const across = y * cos - x * sin;
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  const [width, height] = [right - left, bottom - top];
  const centre = { x: along * cos - across * sin, y: along * sin + across * cos };
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height, angleDegrees };
}
