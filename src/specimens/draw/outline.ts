import type { Point } from '#domain/geometry.js';

/** A closed polygon: x0, y0, x1, y1, … in pixels; the last point joins the first. */
export type Contour = Float64Array;

/** A shape to fill: contours that run the same way round add up, contours that run against them cut holes. */
export type Outline = readonly Contour[];

/** The subset of a font's path commands that outlines are made of. */
export type PathCommand =
  | { readonly type: 'M'; readonly x: number; readonly y: number }
  | { readonly type: 'L'; readonly x: number; readonly y: number }
  | { readonly type: 'Q'; readonly x1: number; readonly y1: number; readonly x: number; readonly y: number }
  | {
      readonly type: 'C';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly type: 'Z' };

/** Straight pieces per curve: at the sizes of a document the error stays far below a tenth of a pixel. */
const piecesPerCurve = 6;

/** Turns curves into polygons; open contours are closed, as filling does. */
export function flattenPath(commands: readonly PathCommand[]): Outline {
  const contours: Contour[] = [];
  let points: number[] = [];
  const finish = (): void => {
    if (points.length >= 6) contours.push(Float64Array.from(points));
    points = [];
  };
  for (const command of commands) {
    if (command.type === 'Z') {
      finish();
      continue;
    }
    if (command.type === 'M') finish();
    const x0 = points.at(-2) ?? command.x;
    const y0 = points.at(-1) ?? command.y;
    if (command.type === 'M' || command.type === 'L') {
      points.push(command.x, command.y);
      continue;
    }
    for (let piece = 1; piece <= piecesPerCurve; piece++) {
      const t = piece / piecesPerCurve;
      const s = 1 - t;
      if (command.type === 'Q') {
        points.push(s * s * x0 + 2 * s * t * command.x1 + t * t * command.x);
        points.push(s * s * y0 + 2 * s * t * command.y1 + t * t * command.y);
      } else {
        const { x1, y1, x2, y2, x, y } = command;
        points.push(s ** 3 * x0 + 3 * s * s * t * x1 + 3 * s * t * t * x2 + t ** 3 * x);
        points.push(s ** 3 * y0 + 3 * s * s * t * y1 + 3 * s * t * t * y2 + t ** 3 * y);
      }
    }
  }
  finish();
  return contours;
}

/** The outline with `move` applied to every point. */
export const mapOutline = (outline: Outline, move: (point: Point) => Point): Outline =>
  outline.map((contour) => {
    const moved = new Float64Array(contour.length);
    for (let i = 0; i < contour.length; i += 2) {
      const { x, y } = move({ x: contour[i]!, y: contour[i + 1]! });
      moved[i] = x;
      moved[i + 1] = y;
    }
    return moved;
  });
