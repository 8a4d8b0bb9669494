import type { Box, Point } from '#domain/geometry.js';
import type { Outline } from '#specimens/draw/outline.js';
import { strokeOutline } from '#specimens/draw/stroke.js';

// Lengths here are pixels; each function gives a shape to fill.

/** `count` circles about one centre, evenly spaced out to `radius`. */
export function rings(centre: Point, radius: number, count: number, linePixels: number): Outline {
  return Array.from({ length: count }).flatMap((_, ring) => [
    ...strokeOutline(circle(centre, (radius * (ring + 1)) / count), linePixels),
  ]);
}

/** Parallel lines at `angleDegrees` through the box, cut at its sides. */
export function hatch(box: Box, angleDegrees: number, spacing: number, linePixels: number): Outline {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const reach = Math.hypot(box.width, box.height) / 2;
  const count = Math.floor((2 * reach) / spacing);
  return Array.from({ length: count }).flatMap((_, line) => {
    const offset = (line - (count - 1) / 2) * spacing;
    const through = { x: middle.x - sin * offset, y: middle.y + cos * offset };
    // How far the line runs to either side before it leaves the box.
    const [fromX, toX] = run(through.x, cos, box.x, box.x + box.width);
    const [fromY, toY] = run(through.y, sin, box.y, box.y + box.height);
    const from = Math.max(fromX, fromY, -reach);
    const to = Math.min(toX, toY, reach);
    if (to <= from) return [];
    const at = (t: number): Point => ({ x: through.x + cos * t, y: through.y + sin * t });
    return [...strokeOutline([at(from), at(to)], linePixels)];
  });
}

function run(start: number, speed: number, least: number, most: number): [number, number] {
  if (Math.abs(speed) < 1e-9) return start >= least && start <= most ? [-Infinity, Infinity] : [1, 0];
  const ends = [(least - start) / speed, (most - start) / speed];
  return [Math.min(...ends), Math.max(...ends)];
}

/** A star of `points` tips, drawn in one line, within two rings. */
export function seal(centre: Point, radius: number, points: number, linePixels: number): Outline {
  const stride = Math.floor((points - 1) / 2);
  const tips = Array.from({ length: points + 1 }, (_, i): Point => {
    const angle = (2 * Math.PI * i * stride) / points - Math.PI / 2;
    return { x: centre.x + radius * 0.8 * Math.cos(angle), y: centre.y + radius * 0.8 * Math.sin(angle) };
  });
  return [
    ...strokeOutline(circle(centre, radius), linePixels),
    ...strokeOutline(circle(centre, radius * 0.88), linePixels),
    ...strokeOutline(tips, linePixels),
  ];
}

function circle(centre: Point, radius: number): Point[] {
  return Array.from({ length: 73 }, (_, i) => {
    const angle = (2 * Math.PI * i) / 72;
    return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) };
  });
}
