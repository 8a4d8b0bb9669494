import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { lineHeightPixels, lineTensor } from '#engine/document/ocr/line-tensor.js';
import type { Session } from '#engine/models/session.js';

/** Tells whether a line of text stands on its head. */
export interface TextOrientationClassifier {
  /**
   * The natural logarithm of the odds that the line reads from its top left corner on, against from its bottom right:
   * positive is upright. Null when the quad is degenerate.
   */
  uprightLogOdds(image: RgbImage, quad: Quad): Promise<number | null>;
}

/** The net's input is 48 × 192: four characters' heights of text, which is what is cut from the middle of a longer line. */
const inputWidthPixels = 192;
const aspect = inputWidthPixels / lineHeightPixels;

/** The classifier of PP-OCR v2 (0 and 180 degrees). */
export function createTextOrientationClassifier(session: Session): TextOrientationClassifier {
  return {
    async uprightLogOdds(image, quad) {
      const tensor = lineTensor(image, middleOf(quad));
      if (tensor === null) return null;
      // Shorter lines are filled up with mid grey, as the net was trained.
      const data = new Float32Array(3 * lineHeightPixels * inputWidthPixels);
      const width = Math.min(tensor.width, inputWidthPixels);
      for (let row = 0; row < 3 * lineHeightPixels; row++) {
        data.set(tensor.data.subarray(row * tensor.width, row * tensor.width + width), row * inputWidthPixels);
      }
      const outputs = await session.run({ x: { dims: [1, 3, lineHeightPixels, inputWidthPixels], data } });
      const [upright, turned] = Object.values(outputs)[0]!.data;
      return Math.log((upright! + 1e-6) / (turned! + 1e-6));
    },
  };
}

function middleOf(quad: Quad): Quad {
  const [topLeft, topRight, bottomRight, bottomLeft] = quad;
  const length = Math.hypot(topRight.x - topLeft.x, topRight.y - topLeft.y);
  const height = Math.hypot(bottomLeft.x - topLeft.x, bottomLeft.y - topLeft.y);
  const cut = (1 - (aspect * height) / length) / 2;
  if (!(cut > 0)) return quad;
  const between = (a: { x: number; y: number }, b: { x: number; y: number }, share: number) => ({
    x: a.x + (b.x - a.x) * share,
    y: a.y + (b.y - a.y) * share,
  });
  return [
    between(topLeft, topRight, cut),
    between(topLeft, topRight, 1 - cut),
    between(bottomLeft, bottomRight, 1 - cut),
    between(bottomLeft, bottomRight, cut),
  ];
}
