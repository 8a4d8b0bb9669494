import type { Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { quadContains } from '#engine/document/locate/quads.js';
import { pointBetween } from '#engine/image/point-between.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { Random } from '#specimens/random.js';

// Each effect changes the pixels of the picture that it is given, which a scene owns. What lies on a document follows
// the document's corners, so that it turns and tilts with it.

/** A point of the quad: (0, 0) its top left, (1, 1) its bottom right corner. */
const within = ([a, b, c, d]: Quad, u: number, v: number): Point =>
  pointBetween(pointBetween(a, b, u), pointBetween(d, c, u), v);

export interface Fold {
  readonly direction: 'across' | 'along';
  /** Share of the side that the fold meets. */
  readonly at: number;
  readonly strength: number;
}

/** A fold through paper: one half darker towards it, a bright and a dark line where the print has broken. */
export function applyFold(image: RgbImage, quad: Quad, { direction, at, strength }: Fold): void {
  const [from, to] =
    direction === 'across'
      ? [within(quad, at, 0), within(quad, at + 0.01, 1)]
      : [within(quad, 0, at), within(quad, 1, at + 0.01)];
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const reach = length * 0.12;
  const line = Math.max(0.8, length * 0.0012);
  each(image, quad, (at, x, y) => {
    const side = ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length;
    const shade =
      side > 0
        ? 1 - strength * 0.3 * Math.max(0, 1 - side / reach)
        : 1 + strength * 0.06 * Math.max(0, 1 + side / reach);
    const crease = Math.abs(side) < line ? strength * 70 : Math.abs(side - 2 * line) < line ? -strength * 40 : 0;
    for (let channel = 0; channel < 3; channel++)
      image.data[at + channel] = clamp(image.data[at + channel]! * shade + crease);
  });
}

export interface Streaks {
  readonly count: number;
  readonly angleDegrees: number;
  /** White that the brightest streak adds, 0–1. */
  readonly strength: number;
}

/** Soft bands of light in a laminate that is not quite flat. */
export function applyStreaks(
  image: RgbImage,
  quad: Quad,
  { count, angleDegrees, strength }: Streaks,
  random: Random,
): void {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const size = Math.hypot(quad[1].x - quad[0].x, quad[1].y - quad[0].y);
  const bands = Array.from({ length: count }, () => {
    const through = within(quad, random.between(0.1, 0.9), random.between(0.1, 0.9));
    return {
      through,
      width: size * random.between(0.01, 0.05),
      bend: random.between(-0.4, 0.4) / size,
      strength: strength * random.between(0.5, 1),
    };
  });
  each(image, quad, (at, x, y) => {
    let white = 0;
    for (const band of bands) {
      const dx = x - band.through.x;
      const dy = y - band.through.y;
      const along = dx * cos + dy * sin;
      const across = dy * cos - dx * sin + band.bend * along * along;
      white += band.strength * Math.exp(-((across / band.width) ** 2));
    }
    const share = Math.min(1, white);
    for (let channel = 0; channel < 3; channel++) {
      const value = image.data[at + channel]!;
      image.data[at + channel] = clamp(value + (255 - value) * share);
    }
  });
}

/** The shadow of a hand with spread fingers over the picture; `strength` is the share of light that it takes. */
export function applyHandShadow(image: RgbImage, strength: number, random: Random): void {
  const unit = Math.max(image.width, image.height);
  const angle = random.between(0, 2 * Math.PI);
  const palm = { x: image.width * (0.5 + 0.4 * Math.cos(angle)), y: image.height * (0.5 + 0.4 * Math.sin(angle)) };
  const bones = Array.from({ length: 4 }, (_, finger) => {
    const turn = angle + Math.PI + (finger - 1.5) * 0.24;
    return { x: palm.x + unit * 0.34 * Math.cos(turn), y: palm.y + unit * 0.34 * Math.sin(turn) };
  });
  const { width, data } = image;
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < width; x++) {
      let near = Math.hypot(x - palm.x, y - palm.y) / (unit * 0.17);
      for (const tip of bones) near = Math.min(near, distanceToSegment(x, y, palm, tip) / (unit * 0.035));
      const share = Math.min(1, Math.max(0, (1.6 - near) / 0.9));
      if (share === 0) continue;
      const factor = 1 - strength * share * share * (3 - 2 * share);
      const at = (y * width + x) * 3;
      for (let channel = 0; channel < 3; channel++) data[at + channel] = clamp(data[at + channel]! * factor);
    }
  }
}

/** Skin, from pale to dark, lit. */
const skins: readonly [RgbColour, ...RgbColour[]] = [
  [232, 190, 164],
  [206, 154, 120],
  [154, 104, 74],
  [98, 66, 48],
];

/**
 * A fingertip over an edge of the document where it covers none of `keep`. Gives false, and draws nothing, where there
 * is no such place.
 */
export function applyFinger(image: RgbImage, quad: Quad, keep: readonly Quad[], random: Random): boolean {
  const skin = random.pick(skins);
  const size = Math.hypot(quad[3].x - quad[0].x, quad[3].y - quad[0].y);
  const radius = size * random.between(0.07, 0.1);
  const reach = size * random.between(0.06, 0.12);
  const middle = within(quad, 0.5, 0.5);
  for (let attempt = 0; attempt < 24; attempt++) {
    const along = random.between(0.12, 0.88);
    const edge = random.pick([
      within(quad, 0, along),
      within(quad, 1, along),
      within(quad, along, 0),
      within(quad, along, 1),
    ]);
    const length = Math.hypot(middle.x - edge.x, middle.y - edge.y);
    const inward = { x: (middle.x - edge.x) / length, y: (middle.y - edge.y) / length };
    const tip = { x: edge.x + inward.x * (reach - radius), y: edge.y + inward.y * (reach - radius) };
    const covers = keep.some((own) => quadContains(own, tip, radius * 1.25));
    if (covers) continue;
    // A finger comes from outside the picture.
    const away = image.width + image.height;
    const root = { x: tip.x - inward.x * away, y: tip.y - inward.y * away };
    drawFinger(image, tip, root, radius, skin);
    return true;
  }
  return false;
}

function drawFinger(image: RgbImage, tip: Point, root: Point, radius: number, skin: RgbColour): void {
  const { width, height, data } = image;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = distanceToSegment(x, y, tip, root) / radius;
      const at = (y * width + x) * 3;
      if (distance > 1) {
        // The finger's own shadow on the document.
        const shadow = distance < 1.25 ? 0.35 * (1 - (distance - 1) / 0.25) : 0;
        if (shadow > 0)
          for (let channel = 0; channel < 3; channel++) data[at + channel] = clamp(data[at + channel]! * (1 - shadow));
        continue;
      }
      const edge = Math.min(1, (1 - distance) * radius * 0.7);
      const light = 0.62 + 0.38 * Math.sqrt(1 - distance * distance);
      const onNail = Math.hypot(x - tip.x, (y - tip.y) * 1.1) < radius * 0.55;
      for (let channel = 0; channel < 3; channel++) {
        const colour = skin[channel as 0 | 1 | 2] * light * (onNail ? 1.08 : 1);
        data[at + channel] = clamp(data[at + channel]! * (1 - edge) + colour * edge);
      }
    }
  }
}

function distanceToSegment(x: number, y: number, from: Point, to: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const t = Math.min(1, Math.max(0, ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - from.x - t * dx, y - from.y - t * dy);
}

/** Visits the pixels inside the quad. */
function each({ width, height }: RgbImage, quad: Quad, visit: (at: number, x: number, y: number) => void): void {
  const clampTo = (value: number, most: number): number => Math.min(most, Math.max(0, Math.round(value)));
  const xs = quad.map(({ x }) => x);
  const ys = quad.map(({ y }) => y);
  for (let y = clampTo(Math.min(...ys), height); y < clampTo(Math.max(...ys), height); y++) {
    for (let x = clampTo(Math.min(...xs), width); x < clampTo(Math.max(...xs), width); x++) {
      if (quadContains(quad, { x: x + 0.5, y: y + 0.5 })) visit((y * width + x) * 3, x + 0.5, y + 0.5);
    }
  }
}

const clamp = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
