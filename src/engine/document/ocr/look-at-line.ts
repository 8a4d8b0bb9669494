import type { Point, Quad } from '#domain/geometry.js';
import type { LineProbabilities } from '#engine/document/ocr/line-probabilities.js';
import { printLineWidths, type PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import { cutStrips, stripHeightPixels } from '#engine/image/grey-strips.js';
import type { Luminance } from '#engine/image/luminance.js';
import { pointBetween } from '#engine/image/point-between.js';
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
 * Widths of lines that differ by less than this come to be the same, so that the net sees them together. With 1.1 three of
 * 56 values of open documents are no longer read, and four of 446 generated ones more.
 */
const widthStep = 1.02;
/** What the net sees at once, in pixels of width together: more makes it no faster. */
const pixelsAtOnce = 2048;

/**
 * What the recogniser sees in lines: quads of the view in reading order, made `heightShare` times as high at top and
 * bottom alike. Null where a quad is degenerate.
 */
export async function lookAtLines(
  recogniser: PrintRecogniser,
  { image, place }: CloseUp,
  quads: readonly Quad[],
  heightShare: number,
): Promise<(LineProbabilities | null)[]> {
  const looks: (LineProbabilities | null)[] = quads.map(() => null);
  const byWidth = new Map<number, { readonly index: number; readonly frame: Quad }[]>();
  for (const [index, quad] of quads.entries()) {
    const frame = heightened(quad, heightShare);
    const { along, across } = quadSides(frame);
    const width = steppedWidth((along / across) * stripHeightPixels * stretch);
    byWidth.set(width, [...(byWidth.get(width) ?? []), { index, frame: place(frame) }]);
  }
  for (const [width, lines] of byWidth) {
    const atOnce = Math.max(1, Math.floor(pixelsAtOnce / width));
    for (let from = 0; from < lines.length; from += atOnce) {
      const some = lines.slice(from, from + atOnce);
      const strips = cutStrips(
        image,
        some.map(({ frame }) => frame),
        width,
        printLineWidths,
      );
      const seen = strips === null ? [] : await recogniser.recognise(strips);
      for (const [i, look] of seen.entries()) looks[some[i]!.index] = look;
    }
  }
  return looks;
}

/** The nearest width of a ladder of them. */
const steppedWidth = (width: number): number =>
  Math.round(widthStep ** Math.round(Math.log(Math.max(1, width)) / Math.log(widthStep)));

function heightened([topLeft, topRight, bottomRight, bottomLeft]: Quad, share: number): Quad {
  const beyond = (from: Point, to: Point): Point => pointBetween(from, to, (share + 1) / 2);
  return [
    beyond(bottomLeft, topLeft),
    beyond(bottomRight, topRight),
    beyond(topRight, bottomRight),
    beyond(topLeft, bottomLeft),
  ];
}
