import type { Point, RotatedBox } from '#domain/geometry.js';
import { boundingBoxAlong, minimumAreaRectangle } from '#engine/document/ocr/minimum-area-rectangle.js';

/** A region that the detector takes for one line of text. */
export interface TextRegion {
  /** Width along the text, height across it; the angle is that of the reading direction up to a half turn. */
  readonly box: RotatedBox;
  /** Mean text probability of its pixels, 0–1. */
  readonly score: number;
}

/** Measured on scenes that the net was not trained on (training/README.md), sides in cells of the map. */
export const textRegionLimits = {
  /** Cells above belong to a line. */
  cellProbability: 0.5,
  /** Regions whose cells' mean is below are dropped. */
  regionProbability: 0.65,
  /** The map shows lines shrunk to this share of their height, and their ends by as much (KERNEL of text_scenes.py). */
  shownShare: 0.56,
  /** Lines lower than this, grown, cannot be read. */
  minimumHeight: 2.5,
  /** Shapes longer than this, against their height, have a direction of their own. */
  elongation: 3,
} as const;

/** What the net says of a picture. */
export interface TextMap {
  /** In cells. */
  readonly width: number;
  readonly height: number;
  /** Row-major height × width, 0–1. */
  readonly probability: Float32Array;
}

/**
 * Regions in cells of the map: connected components (4-neighbours), the rectangle around each, as large as its mass says,
 * grown to what the net was taught to shrink.
 */
export function textRegions({ width, height, probability: map }: TextMap): TextRegion[] {
  const seen = new Uint8Array(map.length);
  const stack = new Int32Array(map.length);
  const rowLeft = new Int32Array(height);
  const rowRight = new Int32Array(height);
  const regions: TextRegion[] = [];
  for (let seed = 0; seed < map.length; seed++) {
    if (map[seed]! <= textRegionLimits.cellProbability || seen[seed] === 1) continue;
    const component = fill(seed);
    if (component.score < textRegionLimits.regionProbability) continue;
    const box = grow(asLargeAsItsMass(rectangleOf(component), component.mass));
    if (Math.min(box.width, box.height) < textRegionLimits.minimumHeight) continue;
    regions.push({ box, score: component.score });
  }
  return regions;

  function fill(seed: number): Component {
    let depth = 0;
    let [mass, cells] = [0, 0];
    let [sumX, sumY, sumXX, sumXY, sumYY] = [0, 0, 0, 0, 0];
    const top = Math.floor(seed / width);
    let bottom = top;
    rowLeft[top] = width;
    rowRight[top] = -1;
    stack[depth++] = seed;
    seen[seed] = 1;
    while (depth > 0) {
      const at = stack[--depth]!;
      const y = Math.floor(at / width);
      const x = at - y * width;
      // Row-major seeds: no cell of the component lies above the seed's row, and rows are reached one after the other.
      while (bottom < y) {
        bottom++;
        rowLeft[bottom] = width;
        rowRight[bottom] = -1;
      }
      if (x < rowLeft[y]!) rowLeft[y] = x;
      if (x > rowRight[y]!) rowRight[y] = x;
      const p = map[at]!;
      mass += p;
      cells++;
      sumX += p * x;
      sumY += p * y;
      sumXX += p * x * x;
      sumXY += p * x * y;
      sumYY += p * y * y;
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
    const [varianceX, varianceY] = [sumXX / mass - (sumX / mass) ** 2, sumYY / mass - (sumY / mass) ** 2];
    const covariance = sumXY / mass - (sumX * sumY) / mass ** 2;
    return {
      outline,
      mass,
      score: mass / cells,
      directionRadians: Math.atan2(2 * covariance, varianceX - varianceY) / 2,
    };

    function visit(at: number): void {
      if (seen[at] === 1 || map[at]! <= textRegionLimits.cellProbability) return;
      seen[at] = 1;
      stack[depth++] = at;
    }
  }
}

interface Component {
  readonly outline: readonly Point[];
  /** Sum of its cells' probabilities: the area of what is shown of the line. */
  readonly mass: number;
  readonly score: number;
  /** Of its longest extent, by its second moments. */
  readonly directionRadians: number;
}

/** Moments tell the direction of a long shape finer than the steps of its outline do. */
function rectangleOf({ outline, directionRadians }: Component): RotatedBox {
  const along = boundingBoxAlong(outline, Math.cos(directionRadians), Math.sin(directionRadians));
  if (along.width >= textRegionLimits.elongation * along.height) return along;
  return minimumAreaRectangle(outline);
}

/**
 * Whole cells reach beyond a shape's edge by up to half a cell on every side; what it covers of them is their probability. The
 * ends of a long line fade, and are left where they are: a cut letter is worse than a little paper.
 */
function asLargeAsItsMass({ x, y, width, height, angleDegrees }: RotatedBox, mass: number): RotatedBox {
  // (width − excess)(height − excess) = mass
  const sum = width + height;
  const excess = (sum - Math.sqrt(Math.max(0, sum * sum - 4 * Math.max(0, width * height - mass)))) / 2;
  const margin = Math.min(excess, 1.5) / 2;
  const endMargin = width >= textRegionLimits.elongation * height ? 0 : margin;
  return {
    x: x + endMargin,
    y: y + margin,
    width: Math.max(0.5, width - 2 * endMargin),
    height: Math.max(0.5, height - 2 * margin),
    angleDegrees,
  };
}

function grow({ x, y, width, height, angleDegrees }: RotatedBox): RotatedBox {
  const { shownShare } = textRegionLimits;
  const margin = (Math.min(width, height) * (1 / shownShare - 1)) / 2;
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin, angleDegrees };
}
