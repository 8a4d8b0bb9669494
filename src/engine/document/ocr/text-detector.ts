import type { RgbImage } from '#engine/decode/rgb-image.js';
import { textRegions, type TextRegion } from '#engine/document/ocr/text-regions.js';
import type { Session } from '#engine/models/session.js';

/** Finds lines of text at any angle. Regions are in pixels of the image it was given. */
export interface TextDetector {
  /** @param sidePixels longer side of what the net sees: its time grows with the square */
  detect(image: RgbImage, sidePixels: number): Promise<TextRegion[]>;
}

/** The net halves its input five times. */
const stridePixels = 32;
/** Smaller pictures are enlarged to that size, but not further than this: beyond, only blur is added. */
const maximumEnlargement = 2.5;

/** ImageNet statistics, applied to blue, green, red in this order as PaddleOCR trains it. */
const means = [0.485, 0.456, 0.406] as const;
const deviations = [0.229, 0.224, 0.225] as const;

/** A text detector on the PP-OCRv4 detection net (differentiable binarisation, Liao et al. 2020). */
export function createTextDetector(session: Session): TextDetector {
  return {
    async detect(image, sidePixels) {
      const scale = Math.min(sidePixels / Math.max(image.width, image.height), maximumEnlargement);
      const width = Math.max(1, Math.round(image.width * scale));
      const height = Math.max(1, Math.round(image.height * scale));
      const paddedWidth = Math.ceil(width / stridePixels) * stridePixels;
      const paddedHeight = Math.ceil(height / stridePixels) * stridePixels;
      const data = detectorInput(image, width, height, paddedWidth, paddedHeight);
      const outputs = await session.run({ x: { dims: [1, 3, paddedHeight, paddedWidth], data } });
      const map = Object.values(outputs)[0]!;
      const toImageX = image.width / width;
      const toImageY = image.height / height;
      const toImage = (toImageX + toImageY) / 2; // they differ by rounding only
      return textRegions(map.data, paddedWidth, paddedHeight).map(({ box, score }) => {
        const centreX = (box.x + box.width / 2) * toImageX;
        const centreY = (box.y + box.height / 2) * toImageY;
        const [boxWidth, boxHeight] = [box.width * toImage, box.height * toImage];
        return {
          box: {
            x: centreX - boxWidth / 2,
            y: centreY - boxHeight / 2,
            width: boxWidth,
            height: boxHeight,
            angleDegrees: box.angleDegrees,
          },
          score,
        };
      });
    },
  };
}

/**
 * The picture at width × height, bilinear, as float32 BGR planes of paddedHeight × paddedWidth; the padding is the mean
 * colour (0 after normalisation), so that no edge appears where the picture ends.
 */
function detectorInput(
  image: RgbImage,
  width: number,
  height: number,
  paddedWidth: number,
  paddedHeight: number,
): Float32Array {
  const plane = paddedWidth * paddedHeight;
  const planes = new Float32Array(3 * plane);
  const columns = samplePositions(image.width, width);
  const rows = samplePositions(image.height, height);
  const stride = image.width * 3;
  const gains = deviations.map((deviation) => 1 / (255 * deviation)) as [number, number, number];
  const offsets = means.map((mean, channel) => mean / deviations[channel]!) as [number, number, number];
  const { data } = image;
  for (let y = 0; y < height; y++) {
    const upper = rows.near[y]! * stride;
    const lower = rows.far[y]! * stride;
    const down = rows.share[y]!;
    for (let x = 0; x < width; x++) {
      const left = columns.near[x]! * 3;
      const right = columns.far[x]! * 3;
      const across = columns.share[x]!;
      const topLeft = (1 - across) * (1 - down);
      const topRight = across * (1 - down);
      const bottomLeft = (1 - across) * down;
      const bottomRight = across * down;
      const a = upper + left;
      const b = upper + right;
      const c = lower + left;
      const d = lower + right;
      const red = data[a]! * topLeft + data[b]! * topRight + data[c]! * bottomLeft + data[d]! * bottomRight;
      const green =
        data[a + 1]! * topLeft + data[b + 1]! * topRight + data[c + 1]! * bottomLeft + data[d + 1]! * bottomRight;
      const blue =
        data[a + 2]! * topLeft + data[b + 2]! * topRight + data[c + 2]! * bottomLeft + data[d + 2]! * bottomRight;
      const at = y * paddedWidth + x;
      planes[at] = blue * gains[0] - offsets[0];
      planes[plane + at] = green * gains[1] - offsets[1];
      planes[2 * plane + at] = red * gains[2] - offsets[2];
    }
  }
  return planes;
}

/** For each output pixel's centre: the two input pixels around it and the far one's share. */
function samplePositions(from: number, to: number): { near: Int32Array; far: Int32Array; share: Float32Array } {
  const near = new Int32Array(to);
  const far = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const position = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1);
    near[i] = Math.floor(position);
    far[i] = Math.min(near[i]! + 1, from - 1);
    share[i] = position - near[i]!;
  }
  return { near, far, share };
}
