import type { TextDetector } from '#engine/document/ocr/text-detector.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import type { Luminance } from '#engine/image/luminance.js';

/** A detector that looks at each picture once at each size, for as long as somebody else keeps the picture. */
export function rememberRegions(detector: TextDetector): TextDetector {
  const known = new WeakMap<Luminance, Map<number, Promise<TextRegion[]>>>();
  return {
    detect(image, sidePixels) {
      const bySide = known.get(image) ?? new Map<number, Promise<TextRegion[]>>();
      known.set(image, bySide);
      const regions = bySide.get(sidePixels) ?? detector.detect(image, sidePixels);
      bySide.set(sidePixels, regions);
      return regions;
    },
  };
}
