import type { Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { printLineWidths, type PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import { cutStrips, stripHeightPixels } from '#engine/image/grey-strips.js';
import { quadSides } from '#engine/image/quad-sides.js';

/** The net reads letters 0.95 to 1.6 times as wide as they are printed. */
const stretch = 1.25;

/**
 * What the recogniser sees in a line: a quad of the picture in reading order, made `heightShare` times as high at top and
 * bottom alike. Null where the quad is degenerate.
 */
export async function lookAtLine(
  recogniser: PrintRecogniser,
  image: RgbImage,
  quad: Quad,
  heightShare: number,
): Promise<LineProbabilities | null> {
  const frame = heightened(quad, heightShare);
  const { along, across } = quadSides(frame);
  const strips = cutStrips(image, [frame], (along / across) * stripHeightPixels * stretch, printLineWidths);
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
