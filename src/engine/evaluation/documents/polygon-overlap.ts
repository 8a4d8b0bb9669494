import type { Point } from '#domain/geometry.js';

type Polygon = readonly Point[];

/**
 * Intersection over union of two convex polygons, corners in either turn, 0–1; only what lies within `frame` counts, for
 * nobody can see how far an object goes on outside the picture.
 */
export function polygonOverlap(
  a: Polygon,
  b: Polygon,
  frame: { readonly width: number; readonly height: number },
): number {
  const picture: Polygon = [
    { x: 0, y: 0 },
    { x: frame.width, y: 0 },
    { x: frame.width, y: frame.height },
    { x: 0, y: frame.height },
  ];
  const seenA = clip(clockwise(a), picture);
  const seenB = clip(clockwise(b), picture);
  const shared = area(clip(seenA, seenB));
  const union = area(seenA) + area(seenB) - shared;
  return union > 0 ? shared / union : 0;
}

/** The part of `subject` inside the convex, clockwise `window` (Sutherland and Hodgman 1974). */
function clip(subject: Polygon, window: Polygon): Polygon {
  let kept = subject;
  window.forEach((from, index) => {
    const to = window[(index + 1) % window.length]!;
    const side = ({ x, y }: Point): number => (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    kept = kept.flatMap((point, i): Point[] => {
      const next = kept[(i + 1) % kept.length]!;
      const [here, there] = [side(point), side(next)];
      const crossing = {
        x: point.x + ((next.x - point.x) * here) / (here - there),
        y: point.y + ((next.y - point.y) * here) / (here - there),
      };
      return [...(here >= 0 ? [point] : []), ...(here * there < 0 ? [crossing] : [])];
    });
  });
  return kept;
}

const clockwise = (polygon: Polygon): Polygon => (signedArea(polygon) < 0 ? [...polygon].reverse() : polygon);

const area = (polygon: Polygon): number => Math.abs(signedArea(polygon));

/** Positive for polygons that turn clockwise as seen on the screen. */
const signedArea = (polygon: Polygon): number =>
  polygon.reduce((sum, { x, y }, i) => {
    const next = polygon[(i + 1) % polygon.length]!;
    return sum + (x * next.y - next.x * y) / 2;
  }, 0);
