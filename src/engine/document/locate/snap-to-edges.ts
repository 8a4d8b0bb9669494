import type { Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { quadContains, quadHeight, quadWidth } from '#engine/document/locate/quads.js';

/** How far a document's side may lie from where it is expected, as shares of the quad's shorter side. */
export interface SideReach {
  readonly inwards: number;
  readonly outwards: number;
  /** Deviation of the expectation: a side further off must be so much clearer. */
  readonly deviation: number;
}

/** Top, right, bottom, left. */
export type SideReaches = readonly [SideReach, SideReach, SideReach, SideReach];

/** Places along a side where it is looked for; corners are round, so the ends are left out. */
const samplesPerSide = 48;
const cornerShare = 0.06;
/** Colour steps count up to this, in grey levels of the mean channel: more says nothing more about being straight. */
const fullStepLevels = 30;
/** A side is where at least this share of a full step is found along it, on average. */
const minimumClarity = 0.22;

/**
 * Moves each side of a document's quad to the straight edge that fits it best nearby: the line along which the colour
 * changes most evenly, weighed against its distance from where it was expected. A side without an edge stays.
 * No side is drawn across `content`, points that lie on the document: rules and panels are printed straight too.
 */
export function snapToEdges(image: RgbImage, quad: Quad, reaches: SideReaches, content: readonly Point[]): Quad {
  const size = Math.min(quadWidth(quad), quadHeight(quad));
  const lines = quad.map((from, side) => snapSide(image, [from, quad[(side + 1) % 4]!], reaches[side]!, size, content));
  const corners = lines.map((line, side) => intersection(lines[(side + 3) % 4]!, line));
  if (corners.some((corner) => corner === null)) return quad;
  const snapped = corners as unknown as Quad; // four lines, no null left
  return isSound(snapped, quad) ? snapped : quad;
}

type Line = readonly [Point, Point];

function snapSide(image: RgbImage, [from, to]: Line, reach: SideReach, size: number, content: readonly Point[]): Line {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 8 || size < 8) return [from, to];
  // Going round clockwise, the outside lies to the left of the way.
  const outX = (to.y - from.y) / length;
  const outY = -(to.x - from.x) / length;
  const inwards = Math.round(reach.inwards * size);
  const outwards = Math.round(reach.outwards * size);
  const window = Math.max(2, Math.round(size * 0.006));
  const span = inwards + outwards + 1;
  const steps = new Float32Array(samplesPerSide * span);
  for (let sample = 0; sample < samplesPerSide; sample++) {
    const share = cornerShare + ((1 - 2 * cornerShare) * sample) / (samplesPerSide - 1);
    const x = from.x + (to.x - from.x) * share;
    const y = from.y + (to.y - from.y) * share;
    colourSteps(image, { x, y, outX, outY, inwards, window }, steps.subarray(sample * span, (sample + 1) * span));
  }
  // Points near the side, as the sample that they lie beside and their depth inside the side.
  const near = content.flatMap(({ x, y }) => {
    const along = ((x - from.x) * -outY + (y - from.y) * outX) / length;
    const depth = -((x - from.x) * outX + (y - from.y) * outY);
    if (depth < -window || depth > inwards || along < 0 || along > 1) return [];
    return [{ share: (along - cornerShare) / (1 - 2 * cornerShare), depth: Math.max(0, depth) }];
  });
  let best = { score: 0, start: 0, end: 0 };
  const stride = Math.max(1, Math.round(span / 64));
  const consider = (start: number, end: number): void => {
    const middle = (start + end) / 2;
    const off = middle / (reach.deviation * size);
    // Twice the tolerance for turning as for moving would still be a side seen at a wild angle.
    const turned = (end - start) / (2 * reach.deviation * size);
    const score = clarity(steps, span, start + inwards, end + inwards) * Math.exp(-0.5 * (off * off + turned * turned));
    if (score <= best.score) return;
    if (near.some(({ share, depth }) => start + (end - start) * share < -depth)) return;
    best = { score, start, end };
  };
  for (let start = -inwards; start <= outwards; start += stride) {
    for (let end = -inwards; end <= outwards; end += stride) consider(start, end);
  }
  const { start: coarseStart, end: coarseEnd } = best;
  for (let start = coarseStart - stride; start <= coarseStart + stride; start++) {
    for (let end = coarseEnd - stride; end <= coarseEnd + stride; end++) {
      if (Math.min(start, end) >= -inwards && Math.max(start, end) <= outwards) consider(start, end);
    }
  }
  if (best.score < minimumClarity) return [from, to];
  // The offsets hold at the outermost samples; the line goes on to the corners.
  const slope = (best.end - best.start) / (1 - 2 * cornerShare);
  const startOffset = best.start - slope * cornerShare;
  const endOffset = best.end + slope * cornerShare;
  return [
    { x: from.x + outX * startOffset, y: from.y + outY * startOffset },
    { x: to.x + outX * endOffset, y: to.y + outY * endOffset },
  ];
}

/** Mean step along a line from offset `start` at the first sample to `end` at the last, 0–1. */
function clarity(steps: Float32Array, span: number, start: number, end: number): number {
  let sum = 0;
  for (let sample = 0; sample < samplesPerSide; sample++) {
    const at = Math.round(start + ((end - start) * sample) / (samplesPerSide - 1));
    sum += Math.min(steps[sample * span + at]!, fullStepLevels);
  }
  return sum / (samplesPerSide * fullStepLevels);
}

/** For each offset across a side, from the innermost: how much the colour differs between just inside and just outside. */
function colourSteps(
  { width, height, data }: RgbImage,
  at: { x: number; y: number; outX: number; outY: number; inwards: number; window: number },
  steps: Float32Array,
): void {
  const { window } = at;
  const count = steps.length + 2 * window;
  const sums = new Float64Array((count + 1) * 3);
  let firstInside = count;
  let lastInside = -1;
  for (let i = 0; i < count; i++) {
    const offset = i - window - at.inwards;
    const px = Math.floor(at.x + at.outX * offset);
    const py = Math.floor(at.y + at.outY * offset);
    const inside = px >= 0 && py >= 0 && px < width && py < height;
    if (inside) {
      firstInside = Math.min(firstInside, i);
      lastInside = i;
    }
    const from = inside ? (py * width + px) * 3 : 0;
    for (let channel = 0; channel < 3; channel++) {
      sums[(i + 1) * 3 + channel] = sums[i * 3 + channel]! + (inside ? data[from + channel]! : 0);
    }
  }
  for (let i = 0; i < steps.length; i++) {
    const centre = i + window;
    // Nothing is known beyond the picture's border.
    if (centre - window < firstInside || centre + window > lastInside) continue;
    let difference = 0;
    for (let channel = 0; channel < 3; channel++) {
      const before = sums[centre * 3 + channel]! - sums[(centre - window) * 3 + channel]!;
      const after = sums[(centre + window) * 3 + channel]! - sums[centre * 3 + channel]!;
      difference += Math.abs(after - before);
    }
    steps[i] = difference / (3 * window);
  }
}

function intersection([a, b]: Line, [c, d]: Line): Point | null {
  const denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (Math.abs(denominator) < 1e-9) return null;
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / denominator;
  return { x: a.x + t * (b.x - a.x), y: a.y + t * (b.y - a.y) };
}

/** Sides that were drawn to different things no longer make a document. */
function isSound(snapped: Quad, expected: Quad): boolean {
  const centre = { x: 0, y: 0 };
  for (const { x, y } of expected) {
    centre.x += x / 4;
    centre.y += y / 4;
  }
  const width = quadWidth(snapped) / quadWidth(expected);
  const height = quadHeight(snapped) / quadHeight(expected);
  return quadContains(snapped, centre) && Math.min(width, height) > 0.7 && Math.max(width, height) < 1.6;
}
