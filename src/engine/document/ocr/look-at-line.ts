import type { Point, Quad } from '#domain/geometry.js';
import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { printLineWidths, type PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import { cutStrips, stripHeightPixels } from '#engine/image/grey-strips.js';
import type { Luminance } from '#engine/image/luminance.js';
import { quadSides } from '#engine/image/quad-sides.js';

/** The net reads letters 0.95 to 1.6 times as wide as they are printed. */
const stretch = 1.25;

/** What lines are cut out of: a picture's own pixels, in its own perspective. */
export interface CloseUp {
  readonly image: Luminance;
  /** Where a quad of the view of which this is the close-up lies in it. */
  readonly place: (quad: Quad) => Quad;
}

/** A picture as its own close-up. */
export const asItself = (image: Luminance): CloseUp => ({ image, place: (quad) => quad });

/**
 * What the recogniser sees in a line: a quad of the view in reading order, made `heightShare` times as high at top and
 * bottom alike. Null where the quad is degenerate.
 */
export async function lookAtLine(
  recogniser: PrintRecogniser,
  { image, place }: CloseUp,
  quad: Quad,
  heightShare: number,
): Promise<LineProbabilities | null> {
  const frame = heightened(quad, heightShare);
  const { along, across } = quadSides(frame);
  const strips = cutStrips(image, [place(frame)], (along / across) * stripHeightPixels * stretch, printLineWidths);
  return strips === null ? null : (await recogniser.recognise(strips))[0]!;
}

function heightened([topLeft, topRight, bottomRight, bottomLeft]: Quad, share: number): Quad {
  const more = (share - 1) / 2;
  const beyond = (from: Point, to: Point): Point => ({
    x: to.x + more * (to.x - from.x),
    y: to.y + more * (to.y - from.y),
  });
  return [
    beyond(bottomLeft, topLeft),
    beyond(bottomRight, topRight),
    beyond(topRight, bottomRight),
    beyond(topLeft, bottomLeft),
  ];
}
