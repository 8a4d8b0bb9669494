import type { Quad } from '#domain/geometry.js';

/** Corners are found to about this share of the picture's longer side. */
const tolerance = 0.005;

/**
 * Whether part of a document lies outside of its picture: one to three of its sides then run along the picture's edges,
 * where the search for its outline ends. A scan that was cut to the document itself has four such sides and counts as
 * whole, so a picture that cuts all four sides off is not noticed.
 */
export function isCutOff(quad: Quad, picture: { readonly width: number; readonly height: number }): boolean {
  const margin = tolerance * Math.max(picture.width, picture.height);
  const edges: readonly ((corner: Quad[number]) => boolean)[] = [
    ({ x }) => x <= margin,
    ({ x }) => x >= picture.width - margin,
    ({ y }) => y <= margin,
    ({ y }) => y >= picture.height - margin,
  ];
  const cut = quad.filter((corner, i) => edges.some((isAt) => isAt(corner) && isAt(quad[(i + 1) % 4]!)));
  return cut.length > 0 && cut.length < 4;
}
