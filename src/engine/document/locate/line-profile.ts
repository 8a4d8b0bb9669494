import type { Point } from '#domain/geometry.js';
import type { EdgeLine } from '#engine/document/locate/edge-lines.js';
import { edgeWeight, type EdgeMap } from '#engine/document/locate/edge-map.js';

/** How evident an edge is along a line; places on the line are pixels from the foot of the map's corner. */
export interface LineProfile {
  readonly line: EdgeLine;
  /** The part of the line that lies in the picture. */
  readonly from: number;
  readonly to: number;
  /** Mean evidence between two places, 0–1; what lies outside the picture is left out, null when all of it does. */
  mean(from: number, to: number): number | null;
  /** The same for whatever edges lie a little to the side that the normal points to (1) or to the other (-1). */
  unrest(from: number, to: number, side: 1 | -1): number;
  /** How much more like the ground that side looks than the other, -1–1. */
  groundGain(from: number, to: number, side: 1 | -1): number;
}

/** Lenses bend edges and Hough lines are rounded: an edge may lie this far off the line. */
const reachPixels = 1;
/** Where the margin of what the line bounds is looked at: clear of the edge's own blur. */
const besidePixels = [4, 5] as const;

/** The evidence for an edge along `line`, pixel by pixel. */
export function lineProfile(map: EdgeMap, line: EdgeLine): LineProfile {
  const [from, to] = partInside(line, map.width, map.height);
  const first = Math.ceil(from);
  const count = Math.max(0, Math.floor(to) - first + 1);
  const edge = edgeSums(map, line, first, count);
  // Of most lines the edge itself says that they are none.
  let known: SideSums | null = null;
  const sides = (): SideSums => (known ??= sideSums(map, line, first, count));
  const meanOf = (of: Float64Array, a: number, b: number): number | null => {
    const start = Math.max(0, Math.round(Math.min(a, b)) - first);
    const end = Math.min(count, Math.round(Math.max(a, b)) - first + 1);
    return end - start < 1 ? null : (of[end]! - of[start]!) / (end - start);
  };
  return {
    line,
    from,
    to,
    mean: (a, b) => meanOf(edge, a, b),
    unrest: (a, b, side) => meanOf(side > 0 ? sides().above : sides().below, a, b) ?? 0,
    groundGain: (a, b, side) => side * (meanOf(sides().gains, a, b) ?? 0),
  };
}

/** Index of the pixel at a place of a line, `off` pixels to the side that its normal points to; −1 outside the map. */
function pixelAt({ width, height }: EdgeMap, { cos, sin, distance }: EdgeLine, place: number, off: number): number {
  const x = Math.floor((distance + off) * cos - place * sin);
  const y = Math.floor((distance + off) * sin + place * cos);
  return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
}

/** Sums of the evidence for an edge across the line's normal before each of `count` places. */
function edgeSums(map: EdgeMap, line: EdgeLine, first: number, count: number): Float64Array {
  const { right, down } = map;
  const sums = new Float64Array(count + 1);
  for (let i = 0; i < count; i++) {
    let strongest = 0;
    for (let off = -reachPixels; off <= reachPixels; off++) {
      const index = pixelAt(map, line, first + i, off);
      if (index >= 0) strongest = Math.max(strongest, Math.abs(right[index]! * line.cos + down[index]! * line.sin));
    }
    sums[i + 1] = sums[i]! + edgeWeight(strongest);
  }
  return sums;
}

/** Sums before each place: of edges of any direction beside the line, and of how much more like ground one side is. */
interface SideSums {
  readonly above: Float64Array;
  readonly below: Float64Array;
  readonly gains: Float64Array;
}

function sideSums(map: EdgeMap, line: EdgeLine, first: number, count: number): SideSums {
  const { ground, evidence } = map;
  const [near, far] = besidePixels;
  const [above, below, gains] = [0, 1, 2].map(() => new Float64Array(count + 1)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const evidenceAt = (index: number): number => (index < 0 ? 0 : evidence[index]!);
  for (let i = 0; i < count; i++) {
    const place = first + i;
    const over = pixelAt(map, line, place, far);
    const under = pixelAt(map, line, place, -far);
    above[i + 1] = above[i]! + (evidenceAt(pixelAt(map, line, place, near)) + evidenceAt(over)) / 2;
    below[i + 1] = below[i]! + (evidenceAt(pixelAt(map, line, place, -near)) + evidenceAt(under)) / 2;
    gains[i + 1] = gains[i]! + (over < 0 || under < 0 ? 0 : ground[over]! - ground[under]!);
  }
  return { above, below, gains };
}

/** Where along a line the foot of a point lies. */
export const placeOf = ({ cos, sin }: EdgeLine, { x, y }: Point): number => y * cos - x * sin;

/** How far a point lies on the side that the line's normal points to. */
export const depthOf = ({ cos, sin, distance }: EdgeLine, { x, y }: Point): number => x * cos + y * sin - distance;

function partInside({ cos, sin, distance }: EdgeLine, width: number, height: number): [number, number] {
  let from = -Infinity;
  let to = Infinity;
  const limit = (start: number, step: number, most: number): void => {
    if (Math.abs(step) < 1e-9) return;
    const a = -start / step;
    const b = (most - start) / step;
    from = Math.max(from, Math.min(a, b));
    to = Math.min(to, Math.max(a, b));
  };
  limit(distance * cos, -sin, width);
  limit(distance * sin, cos, height);
  return [from, to];
}
