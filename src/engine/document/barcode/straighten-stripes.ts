import type { Quad } from '#domain/geometry.js';
import { warpLuminance } from '#engine/document/barcode/warp-luminance.js';
import { quadHeight, quadWidth } from '#engine/document/locate/quads.js';
import { applyHomographyToQuad, homographyBetween } from '#engine/image/homography.js';
import type { Luminance } from '#engine/image/luminance.js';

/** Slopes are measured on a copy of at most this width: finer is not needed for a tenth of a degree. */
const measuredWidth = 480;
/** tan 11°: the region's direction is off by no more, perspective included. */
const steepest = 0.2;
const coarseStep = 0.02;
const middleStep = 0.007;
const fineStep = 0.002;

/**
 * The quad with its sides turned so that the rows of the barcode in it run level and its stripes upright, perspective
 * included. A line of modules is where the differences across it pile up; so the slope of each half is the one at which
 * the differences, summed along lines of that slope, are most uneven. Null for a quad without extent.
 */
export function straightenStripes(image: Luminance, quad: Quad): { perspective: Quad; affine: Quad } | null {
  const width = Math.round(Math.min(measuredWidth, quadWidth(quad)));
  const height = Math.round((width * quadHeight(quad)) / quadWidth(quad));
  const flat: Quad = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const toImage = homographyBetween(flat, quad);
  if (toImage === null || width < 16 || height < 12) return null;
  const seen = warpLuminance(image, toImage, width, height);
  const rows = differences(seen);
  const columns = differences(transposed(seen));
  const top = slopeOf(rows, 0, height / 2);
  const bottom = slopeOf(rows, height / 2, height);
  const left = slopeOf(columns, 0, width / 2);
  const right = slopeOf(columns, width / 2, width);
  const turned = (a: number, b: number, c: number, d: number): Quad =>
    applyHomographyToQuad(toImage, quadOfSlopes(width, height, a, b, c, d));
  const [level, upright] = [(top + bottom) / 2, (left + right) / 2];
  return {
    // Measured in the middle of each half, wanted at the edge.
    perspective: turned(
      1.5 * top - 0.5 * bottom,
      1.5 * bottom - 0.5 * top,
      1.5 * left - 0.5 * right,
      1.5 * right - 0.5 * left,
    ),
    affine: turned(level, level, upright, upright),
  };
}

/** Absolute differences between neighbouring rows. */
function differences({ width, height, data }: Luminance): Luminance {
  const result = new Uint8Array(width * height);
  for (let at = width; at < result.length - width; at++) result[at] = Math.abs(data[at + width]! - data[at - width]!);
  return { width, height, data: result, channels: 1 };
}

function transposed({ width, height, data }: Luminance): Luminance {
  const result = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) result[x * height + y] = data[y * width + x]!;
  }
  return { width: height, height: width, data: result, channels: 1 };
}

/** The slope (down per right) at which the rows `from` to `to`, measured in the middle, are most uneven. */
function slopeOf(image: Luminance, from: number, to: number): number {
  const around = (centre: number, reach: number, step: number): number => {
    let best = { slope: centre, score: -1 };
    for (let slope = centre - reach; slope <= centre + reach + 1e-9; slope += step) {
      const score = unevenness(image, Math.round(from), Math.round(to), slope);
      if (score > best.score) best = { slope, score };
    }
    return best.slope;
  };
  return around(around(around(0, steepest, coarseStep), coarseStep, middleStep), middleStep, fineStep);
}

/** Sum of squares of the mean difference along each line of a slope. */
function unevenness({ width, height, data }: Luminance, from: number, to: number, slope: number): number {
  const sums = new Float64Array(to - from);
  const counts = new Float64Array(to - from);
  for (let x = 0; x < width; x += 2) {
    const shift = Math.round(slope * (x - width / 2));
    for (let line = 0; line < sums.length; line++) {
      const y = from + line + shift;
      if (y < 0 || y >= height) continue;
      sums[line]! += data[y * width + x]!;
      counts[line]!++;
    }
  }
  let score = 0;
  for (let line = 0; line < sums.length; line++) {
    // Lines that are hardly in the picture are noise.
    if (counts[line]! > width / 8) score += (sums[line]! / counts[line]!) ** 2;
  }
  return score;
}

/** The sides through the middles of a rectangle's sides, with slopes of their own (left and right: right per down). */
function quadOfSlopes(width: number, height: number, top: number, bottom: number, left: number, right: number): Quad {
  const corner = (y0: number, slope: number, x0: number, slant: number) => {
    // y = y0 + slope (x − w/2), x = x0 + slant (y − h/2)
    const y = (y0 + slope * (x0 - (slant * height) / 2 - width / 2)) / (1 - slope * slant);
    return { x: x0 + slant * (y - height / 2), y };
  };
  return [
    corner(0, top, 0, left),
    corner(0, top, width, right),
    corner(height, bottom, width, right),
    corner(height, bottom, 0, left),
  ];
}
