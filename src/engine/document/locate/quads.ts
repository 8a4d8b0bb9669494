import type { Box, Point, Quad, RotatedBox } from '#domain/geometry.js';
import { wrapDegrees } from '#engine/document/locate/angles.js';
import { midpoint } from '#engine/image/point-between.js';
import { quadSides } from '#engine/image/quad-sides.js';

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** Mean of the upper and the lower side. */
export const quadWidth = (quad: Quad): number => quadSides(quad).along;
/** Mean of the left and the right side. */
export const quadHeight = (quad: Quad): number => quadSides(quad).across;

/** The middle of a box; a turned one keeps it. */
export const middleOfBox = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The mean of the corners. */
export const middleOfQuad = ([a, b, c, d]: Quad): Point => midpoint(midpoint(a, c), midpoint(b, d));

/** Centre of the corners, mean of opposite sides, angle of the horizontal midline; exact for a rectangle. */
export function boxOfQuad(quad: Quad): RotatedBox {
  const [a, b, c, d] = quad;
  const centre = midpoint(midpoint(a, c), midpoint(b, d));
  const left = midpoint(a, d);
  const right = midpoint(b, c);
  const width = quadWidth(quad);
  const height = quadHeight(quad);
  const angleDegrees = wrapDegrees((Math.atan2(right.y - left.y, right.x - left.x) * 180) / Math.PI);
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height, angleDegrees };
}

/** Whether a point lies in a convex quad, or no further outside than `margin`. */
export function quadContains(quad: Quad, { x, y }: Point, margin = 0): boolean {
  for (let i = 0, from = quad[3]; i < 4; i++) {
    const to = quad[i]!;
    const turn = (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
    if (turn < (margin === 0 ? 0 : -margin * distance(from, to))) return false;
    from = to;
  }
  return true;
}

/** All corners times a factor: the same quad in a copy of the picture of another size. */
export const scaleQuad = (quad: Quad, factor: number): Quad =>
  quad.map(({ x, y }) => ({ x: x * factor, y: y * factor })) as Quad; // map() forgets the length

/** Whether no corner of one lies further from the same corner of the other than a twentieth of the shorter side. */
export const areNearlyAlike = (a: Quad, b: Quad): boolean =>
  a.every((corner, i) => distance(corner, b[i]!) <= 0.05 * Math.min(quadWidth(b), quadHeight(b)));

/** Where a line of text lies, in reading order: top left, top right, bottom right, bottom left. */
export function quadOfBox({ x, y, width, height, angleDegrees }: RotatedBox): Quad {
  const angle = (angleDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const corner = (right: number, down: number) => ({
    x: x + width / 2 + (right * width * cos - down * height * sin) / 2,
    y: y + height / 2 + (right * width * sin + down * height * cos) / 2,
  });
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
}
