import type { Point, Quad } from '#domain/geometry.js';
import { angleBetween } from '#engine/document/locate/angles.js';
import type { EdgeLine } from '#engine/document/locate/edge-lines.js';
import type { EdgeMap } from '#engine/document/locate/edge-map.js';
import { depthOf, lineProfile, placeOf, type LineProfile } from '#engine/document/locate/line-profile.js';
import { middleOfQuad, scaleQuad } from '#engine/document/locate/quads.js';

/** A document's outline, found by its edges. */
export interface CardOutline {
  /** In pixels of the picture, in reading order. */
  readonly quad: Quad;
  /** How much speaks for it: sides that are edges, end at the corners and part ground from document, and a known form. */
  readonly score: number;
}

/** Something that lies on a document whose outline is looked for. */
export interface OutlineSeed {
  /** In pixels of the picture, in reading order. */
  readonly core: Quad;
  /** The way the document reads, to about 20 degrees. */
  readonly directionDegrees: number;
}

/** A side seen at a tilt of 30 degrees, and what the seed's direction is off. */
const mostTurnDegrees = 24;
const sidesTried = 16;
/** How evident an edge beside the core must be to be tried. */
const leastBeside = 0.3;
/** Corners are round: so much of a side, at either end, may lack an edge. */
const cornerShare = 0.06;
/** Edges that run on beyond a corner are a pattern's, or a rule's: looked at over this share of the side. */
const beyondShare = 0.15;
const beyondWeight = 0.35;
/** What is taken of an edge that would run on outside the picture. */
const beyondUnseen = 0.5;
/** Documents have a margin around their print: a side with edges just inside it is a pattern's. */
const unrestWeight = 0.5;
/** The ground lies outside. */
const groundWeight = 0.4;
/** A side that the picture's border cuts off. */
const borderEvidence = 0.35;
/** ISO/IEC 7810 ID-1 (85.6 × 53.98), ID-2 and ID-3 (105 × 74, 125 × 88), ICAO 9303-7 MRV-A (120 × 80). */
const aspects = [1.586, 1.42, 1.5] as const;
const aspectDeviation = 0.12;
const aspectWeight = 0.4;

type SidesOfAll = [Side[], Side[], Side[], Side[]];

interface Side {
  readonly profile: LineProfile | null;
  readonly line: EdgeLine;
}

/** The four-sided outline around `seed` that edges speak for best; null where none does. */
export function cardOutline(
  map: EdgeMap,
  lines: readonly EdgeLine[],
  seed: OutlineSeed,
  profiles: Map<EdgeLine, LineProfile>,
): CardOutline | null {
  const core = scaleQuad(seed.core, map.scale);
  const centre = middleOfQuad(core);
  const [top, right, bottom, left] = candidateSides(map, lines, core, seed.directionDegrees, profiles) as SidesOfAll;
  const distances = (sides: readonly Side[]): number[] => sides.map(({ line }) => Math.abs(depthOf(line, centre)));
  const [above, onRight, below, onLeft] = [top, right, bottom, left].map(distances) as [
    number[],
    number[],
    number[],
    number[],
  ];
  const topLeft = crossings(top, left);
  const topRight = crossings(top, right);
  const bottomRight = crossings(bottom, right);
  const bottomLeft = crossings(bottom, left);
  let best: CardOutline | null = null;
  for (const [t, upper] of top.entries()) {
    for (const [b, lower] of bottom.entries()) {
      if (angleBetween(upper.line.angleDegrees, lower.line.angleDegrees) > mostTurnDegrees) continue;
      const height = above[t]! + below[b]!;
      for (let l = 0; l < left.length; l++) {
        for (let r = 0; r < right.length; r++) {
          const width = onLeft[l]! + onRight[r]!;
          if (width < 1.05 * height || width > 2.2 * height) continue;
          const corners = [topLeft[t]![l], topRight[t]![r], bottomRight[b]![r], bottomLeft[b]![l]];
          if (corners.some((corner) => corner === null)) continue;
          const quad = corners as unknown as Quad; // four, and no null among them
          const found = outlineOf([upper, right[r]!, lower, left[l]!], quad, best?.score ?? 0);
          if (found !== null) best = found;
        }
      }
    }
  }
  return best === null ? null : { ...best, quad: scaleQuad(best.quad, 1 / map.scale) };
}

/** The outline of four sides, or null when it is not better than `least`. */
function outlineOf(sides: readonly [Side, Side, Side, Side], quad: Quad, least: number): CardOutline | null {
  const [p, q, r, s] = quad;
  const a = Math.hypot(q.x - p.x, q.y - p.y);
  const b = Math.hypot(r.x - q.x, r.y - q.y);
  const c = Math.hypot(s.x - r.x, s.y - r.y);
  const d = Math.hypot(p.x - s.x, p.y - s.y);
  if (Math.min(a, c) < 0.6 * Math.max(a, c) || Math.min(b, d) < 0.6 * Math.max(b, d)) return null;
  const form = aspectWeight * knownAspect((a + c) / (b + d));
  let sum = 0;
  let weakest = Infinity;
  for (let i = 0; i < 4; i++) {
    const evidence = sideEvidence(sides[i]!, quad[i]!, quad[(i + 1) % 4]!);
    sum += evidence;
    weakest = Math.min(weakest, evidence);
    if (((sum + (3 - i) * (1 + groundWeight)) / 4 + weakest) / 2 + form <= least) return null;
  }
  return { quad, score: (sum / 4 + weakest) / 2 + form };
}

/** How near a ratio of width to height is to that of a kind of document, 0–1. */
function knownAspect(aspect: number): number {
  let off = Infinity;
  for (const known of aspects) off = Math.min(off, Math.abs(Math.log(aspect / known)) / aspectDeviation);
  return Math.exp(-0.5 * off * off);
}

function sideEvidence({ profile, line }: Side, from: Point, to: Point): number {
  if (profile === null) return borderEvidence;
  const a = placeOf(line, from);
  const b = placeOf(line, to);
  const step = (b - a) * cornerShare;
  const along = profile.mean(a + step, b - step);
  if (along === null) return 0;
  const beyond = (b - a) * beyondShare;
  const before = profile.mean(a - step, a - step - beyond) ?? beyondUnseen;
  const after = profile.mean(b + step, b + step + beyond) ?? beyondUnseen;
  // Going round clockwise, the inside lies to the right of the way, and the normal to the left of rising places.
  const inside = b > a ? -1 : 1;
  const margin = profile.unrest(a + step, b - step, inside);
  const gain = profile.groundGain(a + step, b - step, inside === 1 ? -1 : 1);
  return Math.max(0, along - beyondWeight * (before + after) - unrestWeight * margin + groundWeight * gain);
}

const crossings = (level: readonly Side[], upright: readonly Side[]): (Point | null)[][] =>
  level.map(({ line }) => upright.map((other) => crossing(line, other.line)));

/** Lines that may be the top, right, bottom and left side of what the core lies on. */
function candidateSides(
  map: EdgeMap,
  lines: readonly EdgeLine[],
  core: Quad,
  directionDegrees: number,
  profiles: Map<EdgeLine, LineProfile>,
): Side[][] {
  const centre = middleOfQuad(core);
  const angle = (directionDegrees * Math.PI) / 180;
  const outwards = [-90, 0, 90, 180].map((turn) => {
    const way = angle + (turn * Math.PI) / 180;
    return { x: Math.cos(way), y: Math.sin(way) };
  });
  const found: { side: Side; evidence: number }[][] = [[], [], [], []];
  for (const line of [...lines, ...borders(map)]) {
    const isLevel = angleBetween(line.angleDegrees, directionDegrees) <= mostTurnDegrees;
    const isUpright = angleBetween(line.angleDegrees, directionDegrees + 90) <= mostTurnDegrees;
    if (line.votes > 0 ? !isLevel && !isUpright : false) continue;
    const depths = core.map((corner) => depthOf(line, corner));
    const sign = Math.sign(depthOf(line, centre));
    // The core lies wholly on one side, but for a pixel.
    if (depths.some((depth) => depth * sign < -1.5)) continue;
    // The side of the core on which the line lies.
    const towards = { x: -sign * line.cos, y: -sign * line.sin };
    let at = 0;
    let most = -Infinity;
    outwards.forEach((out, i) => {
      const along = out.x * towards.x + out.y * towards.y;
      if (along > most) [at, most] = [i, along];
    });
    if (line.votes === 0) {
      if (most > 0.6) found[at]!.push({ side: { line, profile: null }, evidence: borderEvidence });
      continue;
    }
    const profile = profiles.get(line) ?? lineProfile(map, line);
    profiles.set(line, profile);
    const places = core.map((corner) => placeOf(line, corner));
    const [low, high] = [Math.min(...places), Math.max(...places)];
    const more = 0.3 * (high - low);
    const beside = profile.mean(low - more, high + more) ?? 0;
    if (beside < leastBeside) continue;
    const inside = sign > 0 ? 1 : -1;
    const evidence =
      beside +
      groundWeight * profile.groundGain(low - more, high + more, inside === 1 ? -1 : 1) -
      unrestWeight * profile.unrest(low - more, high + more, inside);
    found[at]!.push({ side: { line, profile }, evidence });
  }
  return found.map((sides) =>
    sides
      .sort((a, b) => b.evidence - a.evidence)
      .slice(0, sidesTried)
      .map(({ side }) => side),
  );
}

/** The picture's own borders, for documents that it cuts off. */
function borders({ width, height }: EdgeMap): EdgeLine[] {
  const border = (cos: number, sin: number, distance: number): EdgeLine => ({
    cos,
    sin,
    distance,
    angleDegrees: cos === 1 ? 90 : 0,
    votes: 0,
  });
  return [border(1, 0, 0), border(1, 0, width), border(0, 1, 0), border(0, 1, height)];
}

function crossing(a: EdgeLine, b: EdgeLine): Point | null {
  const determinant = a.cos * b.sin - b.cos * a.sin;
  if (Math.abs(determinant) < 1e-6) return null;
  return {
    x: (a.distance * b.sin - b.distance * a.sin) / determinant,
    y: (b.distance * a.cos - a.distance * b.cos) / determinant,
  };
}
