import type { Quad } from '#domain/geometry.js';

/**
 * From the middle of the first and the last character of the lines to the border of the picture, along the line: the
 * least, in pitches. Negative beyond the border.
 * @param lineQuads each from the left edge of its first cell to the right edge of its last, in pixels of the picture
 * @param lineLengths characters of each
 */
export function borderDistancePitches(
  lineQuads: readonly Quad[],
  lineLengths: readonly number[],
  picture: { readonly width: number; readonly height: number },
): number {
  const ends = lineQuads.flatMap(([topLeft, topRight, bottomRight, bottomLeft], line) => {
    const start = { x: (topLeft.x + bottomLeft.x) / 2, y: (topLeft.y + bottomLeft.y) / 2 };
    const end = { x: (topRight.x + bottomRight.x) / 2, y: (topRight.y + bottomRight.y) / 2 };
    const pitch = { x: (end.x - start.x) / lineLengths[line]!, y: (end.y - start.y) / lineLengths[line]! };
    return [pitchesTo(picture, start, { x: -pitch.x, y: -pitch.y }), pitchesTo(picture, end, pitch)];
  });
  // A cell's edge is half a pitch from its character's middle.
  return Math.min(...ends) + 0.5;
}

type Vector = Readonly<{ x: number; y: number }>;

/** How many times `step` leads from a point to the border of the picture. */
function pitchesTo(picture: { readonly width: number; readonly height: number }, from: Vector, step: Vector): number {
  const along = (at: number, by: number, size: number): number =>
    by === 0 ? Infinity : ((by > 0 ? size : 0) - at) / by;
  return Math.min(along(from.x, step.x, picture.width), along(from.y, step.y, picture.height));
}
