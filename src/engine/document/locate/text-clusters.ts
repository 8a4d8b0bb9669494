import type { Point, Quad } from '#domain/geometry.js';
import type { TextRegion } from '#engine/document/ocr/text-regions.js';
import { quadOfBox } from '#engine/document/locate/quads.js';

/**
 * Lines on one document lie within this many of their heights of a neighbour; between two documents lie both margins
 * (4 mm each at the least, against letters of 2 to 3 mm) and the gap.
 */
const linkHeights = 4;

/** Groups regions of text that lie close together, largest group first. `bridges` (portraits) join what touches them. */
export function textClusters(regions: readonly TextRegion[], bridges: readonly Quad[]): TextRegion[][] {
  const outlines = [...regions.map(({ box }) => quadOfBox(box)), ...bridges];
  const heights = [
    ...regions.map(({ box }) => Math.min(box.width, box.height)),
    ...bridges.map(() => Number.POSITIVE_INFINITY),
  ];
  const parents = outlines.map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (parents[root] !== root) root = parents[root]!;
    return root;
  };
  for (let i = 0; i < outlines.length; i++) {
    for (let j = 0; j < i; j++) {
      const smaller = Math.min(heights[i]!, heights[j]!);
      const reach = linkHeights * (Number.isFinite(smaller) ? smaller : 0);
      if (rootOf(i) !== rootOf(j) && gapBetween(outlines[i]!, outlines[j]!) <= reach) parents[rootOf(i)] = rootOf(j);
    }
  }
  const groups = new Map<number, TextRegion[]>();
  regions.forEach((region, i) => {
    const root = rootOf(i);
    groups.set(root, [...(groups.get(root) ?? []), region]);
  });
  return [...groups.values()].sort((a, b) => b.length - a.length);
}

/** Distance between two convex quads, to the corners' accuracy; 0 when they touch. */
function gapBetween(a: Quad, b: Quad): number {
  let least = Infinity;
  for (const [quad, other] of [
    [a, b],
    [b, a],
  ] as const) {
    for (const corner of quad) {
      let inside = true;
      for (let side = 0; side < 4; side++) {
        const from = other[side]!;
        const to = other[(side + 1) % 4]!;
        least = Math.min(least, distanceToSegment(corner, from, to));
        if ((to.x - from.x) * (corner.y - from.y) - (to.y - from.y) * (corner.x - from.x) < 0) inside = false;
      }
      if (inside) return 0;
    }
  }
  return least;
}

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = dx * dx + dy * dy;
  const share =
    length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}
