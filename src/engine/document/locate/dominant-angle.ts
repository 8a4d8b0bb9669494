import type { TextRegion } from '#engine/document/ocr/text-regions.js';

/** Lines of one text lie within this of each other, tilted cameras included. */
const spreadDegrees = 6;
/** A region shorter than this many heights shows no direction of its own. */
const directedAspect = 2;

/** Whether a region is long enough to tell which way it runs. */
export const hasDirection = ({ box }: TextRegion): boolean => box.width > directedAspect * box.height;

/** The direction (up to a half turn) along which most text runs, by length, to the degree and then on average. */
export function dominantAngle(regions: readonly TextRegion[]): number {
  const directed = regions.filter(hasDirection);
  let best = { weight: 0, angle: 0 };
  for (const seed of directed) {
    let weight = 0;
    let offset = 0;
    for (const { box } of directed) {
      const difference = ((((box.angleDegrees - seed.box.angleDegrees) % 180) + 270) % 180) - 90;
      if (Math.abs(difference) > spreadDegrees) continue;
      weight += box.width;
      offset += box.width * difference;
    }
    if (weight > best.weight) best = { weight, angle: seed.box.angleDegrees + offset / weight };
  }
  return best.angle;
}
