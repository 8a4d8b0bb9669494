import type { Box, Point } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Legibility } from '#specimens/truth.js';
import { lumaOf } from '#engine/image/luma.js';

/** "Readable" as issue 3 of the project defines it for figures: any reader that is worth its name reads this. */
const leastCharacterPixels = 8;
const mostBlurSigma = 1.5;
const leastContrast = 40;
/** Cells are sampled on a grid of this many points a side. */
const samples = 10;

export interface LegibilityQuestion {
  /** The picture before the sensor's noise, which would pass for contrast. */
  readonly image: RgbImage;
  /** Where each printed character (or a few of them) lies on the flat document; every cell must hold ink. */
  readonly cells: readonly Box[];
  /** From the flat document to the picture. */
  readonly toPicture: (point: Point) => Point;
  /** The size that must not fall under 8 pixels: a cell's width or height on the flat document. */
  readonly measure: 'width' | 'height';
  /** Defocus and motion together, pixels. */
  readonly blurSigma: number;
}

/**
 * Measures what the picture still shows: the smallest cell, and the weakest contrast between ink and ground in a cell,
 * which burnt-out glare over any one character brings down.
 */
export function measureLegibility({ image, cells, toPicture, measure, blurSigma }: LegibilityQuestion): Legibility {
  let characterPixels = Infinity;
  let contrast = 255;
  let whole = true;
  for (const { x, y, width, height } of cells) {
    const at = (u: number, v: number): Point => toPicture({ x: x + u * width, y: y + v * height });
    const [from, to] = measure === 'width' ? [at(0, 0.5), at(1, 0.5)] : [at(0.5, 0), at(0.5, 1)];
    characterPixels = Math.min(characterPixels, Math.hypot(to.x - from.x, to.y - from.y));
    const greys: number[] = [];
    for (let i = 0; i < samples * samples; i++) {
      const grey = greyAt(image, at(((i % samples) + 0.5) / samples, (Math.floor(i / samples) + 0.5) / samples));
      if (grey === null) whole = false;
      else greys.push(grey);
    }
    greys.sort((a, b) => a - b);
    const share = (rate: number): number => greys[Math.round(rate * (greys.length - 1))] ?? 0;
    contrast = Math.min(contrast, share(0.95) - share(0.05));
  }
  const readable =
    whole && characterPixels >= leastCharacterPixels && blurSigma <= mostBlurSigma && contrast >= leastContrast;
  return { characterPixels, blurSigma, contrast, whole, readable };
}

/** Rec. 601 luma of the pixel, or null outside the picture. */
function greyAt({ width, height, data }: RgbImage, { x, y }: Point): number | null {
  const column = Math.floor(x);
  const row = Math.floor(y);
  if (column < 0 || row < 0 || column >= width || row >= height) return null;
  const at = (row * width + column) * 3;
  return lumaOf(data[at]!, data[at + 1]!, data[at + 2]!);
}
