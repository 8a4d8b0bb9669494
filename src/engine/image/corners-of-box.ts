import type { Box, Quad } from '#domain/geometry.js';

/** The corners of a box, from its top left clockwise. */
export const cornersOfBox = ({ x, y, width, height }: Box): Quad => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];
