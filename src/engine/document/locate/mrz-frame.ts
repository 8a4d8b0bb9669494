import type { MrzFormat } from '#domain/document.js';
import type { Point, Quad } from '#domain/geometry.js';
import { documentFormats } from '#engine/document/locate/document-formats.js';
import { mrzLayouts } from '#engine/document/mrz/formats.js';
import { midpoint, pointBetween } from '#engine/image/point-between.js';

/**
 * Where the whole document lies, from where its MRZ was read: the format gives the millimetres, the lines give place,
 * angle and scale. A similarity, so perspective shows at the far edge; edges of the picture refine it.
 */
export function frameFromMrz(format: MrzFormat, lineQuads: readonly Quad[]): Quad {
  const { width, height, mrz } = documentFormats[format];
  // The Swiss licence's first line is shorter than the others, and begins where they do.
  const { lineLengths } = mrzLayouts[format];
  const longest = Math.max(...lineLengths);
  const first = lengthened(lineQuads[0]!, longest / lineLengths[0]!);
  const last = lineQuads[lineQuads.length - 1]!;
  const left = midpoint(midpoint(first[0], first[3]), midpoint(last[0], last[3]));
  const right = midpoint(midpoint(first[1], first[2]), midpoint(last[1], last[2]));
  const scale = Math.hypot(right.x - left.x, right.y - left.y) / mrz.width;
  const cos = (right.x - left.x) / (mrz.width * scale);
  const sin = (right.y - left.y) / (mrz.width * scale);
  // The middle of the left edge of the MRZ is what is known; all else follows from it.
  const place = (x: number, y: number): Point => {
    const along = (x - mrz.x) * scale;
    const down = (y - mrz.y - mrz.height / 2) * scale;
    return { x: left.x + along * cos - down * sin, y: left.y + along * sin + down * cos };
  };
  return [place(0, 0), place(width, 0), place(width, height), place(0, height)];
}

const lengthened = ([a, b, c, d]: Quad, factor: number): Quad => [
  a,
  pointBetween(a, b, factor),
  pointBetween(d, c, factor),
  d,
];
