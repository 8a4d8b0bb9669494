import type { Point } from '#domain/geometry.js';
import type { Contour, Outline } from '#specimens/draw/outline.js';

/** Corners of the polygon that rounds a join. */
const joinCorners = 8;

/**
 * The line through `points`, `widthPixels` wide, with round joins and ends. `widthAt` (0–1 along the points → factor)
 * makes the pressure of a pen.
 */
export function strokeOutline(
  points: readonly Point[],
  widthPixels: number,
  widthAt: (share: number) => number = () => 1,
): Outline {
  const contours: Contour[] = [];
  const radiusAt = (index: number): number => (widthPixels / 2) * widthAt(index / Math.max(1, points.length - 1));
  points.forEach((point, index) => {
    const next = points[index + 1];
    // Hair lines of a background need no joins: the gap is a fraction of a pixel.
    if (widthPixels > 2) contours.push(disc(point, radiusAt(index)));
    if (next === undefined) return;
    const length = Math.hypot(next.x - point.x, next.y - point.y);
    if (length === 0) return;
    const nx = -(next.y - point.y) / length;
    const ny = (next.x - point.x) / length;
    const r0 = radiusAt(index);
    const r1 = radiusAt(index + 1);
    contours.push(
      Float64Array.of(
        point.x - nx * r0,
        point.y - ny * r0,
        next.x - nx * r1,
        next.y - ny * r1,
        next.x + nx * r1,
        next.y + ny * r1,
        point.x + nx * r0,
        point.y + ny * r0,
      ),
    );
  });
  return contours;
}

/** A filled circle, turning the same way as the pieces of a stroke. */
export function disc(centre: Point, radius: number, corners: number = joinCorners): Contour {
  const contour = new Float64Array(corners * 2);
  for (let i = 0; i < corners; i++) {
    const angle = (2 * Math.PI * i) / corners;
    contour[i * 2] = centre.x + radius * Math.cos(angle);
    contour[i * 2 + 1] = centre.y + radius * Math.sin(angle);
  }
  return contour;
}
