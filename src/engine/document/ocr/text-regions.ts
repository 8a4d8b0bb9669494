import type { Point, RotatedBox } from '#domain/geometry.js';
import { minimumAreaRectangle } from '#engine/document/ocr/minimum-area-rectangle.js';

/** A region that the detector takes for one line of text. */
export interface TextRegion {
  /** Width along the text, height across it; the reading direction is known only up to a half turn. */
  readonly box: RotatedBox;
  /** Mean text probability of its pixels, 0–1. */
  readonly score: number;
}

/** The post-processing that the detector was trained for (PaddleOCR, DB post-processing of PP-OCRv4). */
export const textRegionLimits = {
  /** Pixels above are text. */
  pixelProbability: 0.3,
  /** Regions whose mean is below are dropped. */
  regionProbability: 0.6,
  /** The net is trained on shrunken text; half of its height times this is added on every side. */
  unclipRatio: 1.5,
  /** A region's shorter side before growing, in pixels of the map. */
  minimumSidePixels: 3,
} as const;

/**
 * Regions of a DB text probability map (row-major, height × width), in pixels of the map: connected components
 * (4-neighbours), the smallest rectangle around each, grown by the unclip ratio.
 */
export function textRegions(map: Float32Array, width: number, height: number): TextRegion[] {
  const seen = new Uint8Array(map.length);
  const stack = new Int32Array(map.length);
  const rowLeft = new Int32Array(height);
  const rowRight = new Int32Array(height);
  const regions: TextRegion[] = [];
  for (let seed = 0; seed < map.length; seed++) {
    if (seen[seed] === 1 || map[seed]! <= textRegionLimits.pixelProbability) continue;
    const component = fill(seed);
    const score = component.sum / component.count;
    if (score < textRegionLimits.regionProbability) continue;
    const core = minimumAreaRectangle(component.outline);
    if (Math.min(core.width, core.height) < textRegionLimits.minimumSidePixels) continue;
    regions.push({ box: grow(core), score });
  }
  return regions;

  function fill(seed: number): { sum: number; count: number; outline: Point[] } {
    let depth = 0;
    let sum = 0;
    let count = 0;
    let bottom = 0;
    const top = Math.floor(seed / width);
    rowLeft[top] = width;
    rowRight[top] = -1;
    bottom = top;
    stack[depth++] = seed;
    seen[seed] = 1;
    while (depth > 0) {
      const at = stack[--depth]!;
      const y = Math.floor(at / width);
      const x = at - y * width;
      // Row-major seeds: no pixel of the component lies above the seed's row, and rows are reached one after the other.
      while (bottom < y) {
        bottom++;
        rowLeft[bottom] = width;
        rowRight[bottom] = -1;
      }
      if (x < rowLeft[y]!) rowLeft[y] = x;
      if (x > rowRight[y]!) rowRight[y] = x;
      sum += map[at]!;
      count++;
      if (x > 0) visit(at - 1);
      if (x < width - 1) visit(at + 1);
      if (y > 0) visit(at - width);
      if (y < height - 1) visit(at + width);
    }
    const outline: Point[] = [];
    for (let y = top; y <= bottom; y++) {
      for (const edge of [y, y + 1]) {
        outline.push({ x: rowLeft[y]!, y: edge }, { x: rowRight[y]! + 1, y: edge });
      }
    }
    return { sum, count, outline };

    function visit(at: number): void {
      if (seen[at] === 1 || map[at]! <= textRegionLimits.pixelProbability) return;
      seen[at] = 1;
      stack[depth++] = at;
    }
  }
}

/**
 * PaddleOCR adds area over perimeter times the ratio, which is the same for long lines; a letter that stands alone would be
 * cut by it.
 */
function grow({ x, y, width, height, angleDegrees }: RotatedBox): RotatedBox {
  const margin = (Math.min(width, height) * textRegionLimits.unclipRatio) / 2;
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin, angleDegrees };
}
