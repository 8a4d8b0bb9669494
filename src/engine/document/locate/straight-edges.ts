import type { RgbImage } from '#engine/decode/rgb-image.js';
import { edgeLines, type EdgeLine } from '#engine/document/locate/edge-lines.js';
import { edgeMap, type EdgeMap } from '#engine/document/locate/edge-map.js';

/** Where a picture's colour changes, and the straight lines along which it does, most evident first. */
export interface StraightEdges {
  readonly map: EdgeMap;
  readonly lines: readonly EdgeLine[];
}

export function straightEdges(image: RgbImage): StraightEdges {
  const map = edgeMap(image);
  return { map, lines: edgeLines(map) };
}
