import type { Box } from '#domain/geometry.js';

export interface BoxOverlap {
  readonly intersectionOverUnion: number;
  /** Intersection as a share of the smaller box. */
  readonly contained: number;
}

export const boxArea = ({ width, height }: Box): number => width * height;

/** How much two boxes, neither empty, have in common: 0–1. */
export function overlapOf(left: Box, right: Box): BoxOverlap {
  const width = Math.min(left.x + left.width, right.x + right.width) - Math.max(left.x, right.x);
  const height = Math.min(left.y + left.height, right.y + right.height) - Math.max(left.y, right.y);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  return {
    intersectionOverUnion: shared / (boxArea(left) + boxArea(right) - shared),
    contained: shared / Math.min(boxArea(left), boxArea(right)),
  };
}

/** Boxes that share more of their union than this are one face; heads side by side share less. */
const maxIntersectionOverUnion = 0.15;

/** So are boxes of which one holds more than this share of the other. */
const maxContained = 0.6;

export const isSameFace = ({ intersectionOverUnion, contained }: BoxOverlap): boolean =>
  intersectionOverUnion > maxIntersectionOverUnion || contained > maxContained;
