import type { Point } from '#domain/geometry.js';
import { angleBetween } from '#engine/document/locate/angles.js';
import { middleOfBox } from '#engine/document/locate/quads.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';

/** One row of text, of one or more regions that lie on one line. */
export interface TextRow {
  readonly centre: Point;
  /** Direction of the text, −90 < angle ≤ 90: which end is the left one is not known here. */
  readonly angleDegrees: number;
  readonly length: number;
  readonly height: number;
  readonly regions: readonly TextRegion[];
}

/** A region's own axis says the direction of a row only where it is this much longer than high. */
const directedAspect = 3;

/**
 * Joins regions that lie on one line into rows: `seedAspect` is how elongated the longest region of a row must be,
 * `maximumGapHeights` how far apart two neighbours may lie. Longest first; a region belongs to one row only.
 */
export function textRows(
  regions: readonly TextRegion[],
  { seedAspect, maximumGapHeights }: { seedAspect: number; maximumGapHeights: number },
): TextRow[] {
  const free = new Set(regions);
  const seeds = regions
    .filter(({ box }) => box.width >= seedAspect * box.height)
    .sort((a, b) => b.box.width - a.box.width);
  const rows: TextRow[] = [];
  for (const seed of seeds) {
    if (!free.delete(seed)) continue;
    rows.push(growRow(seed, free, maximumGapHeights));
  }
  return rows.sort((a, b) => b.length - a.length);
}

const centreOf = ({ box }: TextRegion): Point => middleOfBox(box);

function growRow(seed: TextRegion, free: Set<TextRegion>, maximumGapHeights: number): TextRow {
  const origin = centreOf(seed);
  const angle = (seed.box.angleDegrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const seedHeight = seed.box.height;
  const members = [seed];
  let from = -seed.box.width / 2;
  let to = seed.box.width / 2;
  const places = [...free].flatMap((region) => {
    const { x, y } = centreOf(region);
    const along = (x - origin.x) * cos + (y - origin.y) * sin;
    const across = (y - origin.y) * cos - (x - origin.x) * sin;
    const { width, height, angleDegrees } = region.box;
    const directed = width >= directedAspect * height;
    // A short region of a row may come out higher than wide, and turned.
    const upright = !directed || angleBetween(angleDegrees, seed.box.angleDegrees) < 8;
    const size = directed ? height : Math.min(Math.max(width, height), 1.5 * Math.min(width, height));
    const fits = upright && size > 0.45 * seedHeight && size < 1.8 * seedHeight;
    // The axis of the seed is known to a degree or so; further out more is forgiven.
    const tolerance = 0.45 * seedHeight + 0.02 * Math.max(0, Math.abs(along) - seed.box.width / 2);
    if (!fits || Math.abs(across) > tolerance) return [];
    return [{ region, from: along - width / 2, to: along + width / 2 }];
  });
  for (let grown = true; grown;) {
    grown = false;
    for (const place of places) {
      if (!free.has(place.region)) continue;
      const gap = Math.max(place.from - to, from - place.to);
      if (gap > maximumGapHeights * seedHeight) continue;
      free.delete(place.region);
      members.push(place.region);
      from = Math.min(from, place.from);
      to = Math.max(to, place.to);
      grown = true;
    }
  }
  const middle = (from + to) / 2;
  return {
    centre: { x: origin.x + middle * cos, y: origin.y + middle * sin },
    angleDegrees: seed.box.angleDegrees,
    length: to - from,
    height: seedHeight,
    regions: members,
  };
}
