import { textRegions, type TextRegion } from '#engine/document/ocr/text-regions.js';
import type { Luminance } from '#engine/image/luminance.js';
import { resizedLuma } from '#engine/image/resized-luma.js';
import type { Session } from '#engine/models/session.js';

/** Finds lines of text at any angle. Regions are in pixels of the image it was given. */
export interface TextDetector {
  /** @param sidePixels longer side of what the net sees: its time grows with the square */
  detect(image: Luminance, sidePixels: number): Promise<TextRegion[]>;
}

/** The net halves its input five times. */
const stridePixels = 32;
/** Its map is half as wide and high as its input. */
const pixelsPerCell = 2;
/** Smaller pictures are enlarged to that size, but not further than this: beyond, only blur is added. */
const maximumEnlargement = 2.5;
/** What the net was shown around pictures in training (text_scenes.py). */
const paddingLuma = 128 / 255;

/** A text detector on the net of training/train_detector.py: where the middles of lines are, a cell for four pixels. */
export function createTextDetector(session: Session): TextDetector {
  return {
    async detect(image, sidePixels) {
      const scale = Math.min(sidePixels / Math.max(image.width, image.height), maximumEnlargement);
      const width = Math.max(1, Math.round(image.width * scale));
      const height = Math.max(1, Math.round(image.height * scale));
      const padded = { width: paddedSide(width), height: paddedSide(height), luma: paddingLuma };
      const data = resizedLuma(image, width, height, padded);
      const { text } = await session.run({ picture: { dims: [1, 1, padded.height, padded.width], data } });
      const toImageX = (pixelsPerCell * image.width) / width;
      const toImageY = (pixelsPerCell * image.height) / height;
      const toImage = (toImageX + toImageY) / 2; // they differ by rounding only
      const map = {
        width: padded.width / pixelsPerCell,
        height: padded.height / pixelsPerCell,
        probability: text!.data,
      };
      return textRegions(map).map(({ box, ...region }) => {
        const centreX = (box.x + box.width / 2) * toImageX;
        const centreY = (box.y + box.height / 2) * toImageY;
        const [boxWidth, boxHeight] = [box.width * toImage, box.height * toImage];
        const [x, y] = [centreX - boxWidth / 2, centreY - boxHeight / 2];
        return { ...region, box: { ...box, x, y, width: boxWidth, height: boxHeight } };
      });
    },
  };
}

const paddedSide = (pixels: number): number => Math.ceil(pixels / stridePixels) * stridePixels;
