import type { Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { Random } from '#specimens/random.js';

// Each effect changes the pixels of the picture that it is given, which a scene owns. Points are shares of the
// picture's width and height, so that a recipe fits every size; `strength` 0 does nothing.

export interface Lighting {
  /** Towards where the light comes from: 0 the right, 90 the bottom. */
  readonly angleDegrees: number;
  /** Share of the light that the far side lacks. */
  readonly strength: number;
}

/** Uneven light: brightest on one side, falling off to the other. */
export function applyLighting(image: RgbImage, { angleDegrees, strength }: Lighting): void {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  shade(image, (u, v) => 1 - strength * (0.5 - 0.5 * ((u - 0.5) * 2 * cos + (v - 0.5) * 2 * sin) * Math.SQRT1_2));
}

export interface CastShadow {
  /** A point on the shadow's edge. */
  readonly through: Point;
  /** Direction that the shadow lies in, as seen from its edge: 0 the right, 90 the bottom. */
  readonly angleDegrees: number;
  /** Width of the half-shadow, in picture widths. */
  readonly softness: number;
  readonly strength: number;
}

/** The shadow of the phone or of the person that holds it: a dark half with a soft edge. */
export function applyCastShadow(image: RgbImage, { through, angleDegrees, softness, strength }: CastShadow): void {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const ratio = image.height / image.width;
  shade(image, (u, v) => {
    const inside = (u - through.x) * cos + (v - through.y) * ratio * sin;
    return 1 - strength * step(inside / softness + 0.5);
  });
}

/** The narrow dark seam under a document that lies on a table. */
export function applyContactShadow(image: RgbImage, quad: Quad, strength: number): void {
  const reach = 0.012 * Math.max(image.width, image.height);
  const offset = reach * 0.45;
  const { width, height } = image;
  shade(image, (u, v) => {
    const outside = distanceOutside(quad, u * width - offset, v * height - offset);
    return outside >= reach ? 1 : 1 - strength * (1 - step(Math.max(0, outside) / reach));
  });
}

export interface Glare {
  readonly centre: Point;
  /** Of the burnt-out spot, in picture widths. */
  readonly radius: number;
  /** How much longer than wide, along `angleDegrees`. */
  readonly stretch: number;
  readonly angleDegrees: number;
  readonly strength: number;
}

/** A lamp mirrored in the laminate: white in the middle, fading out over twice its radius. */
export function applyGlare(image: RgbImage, { centre, radius, stretch, angleDegrees, strength }: Glare): void {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  const ratio = image.height / image.width;
  eachPixel(image, (at, u, v) => {
    const dx = u - centre.x;
    const dy = (v - centre.y) * ratio;
    const along = (dx * cos + dy * sin) / stretch;
    const across = dy * cos - dx * sin;
    const share = strength * (1 - step((Math.hypot(along, across) / radius - 0.6) / 1.6));
    if (share <= 0) return;
    for (let channel = 0; channel < 3; channel++) {
      const value = image.data[at + channel]!;
      image.data[at + channel] = Math.round(value + (255 - value) * share);
    }
  });
}

/** The colour of the light: each channel times its gain. */
export function applyColourCast(image: RgbImage, gains: RgbColour): void {
  for (let at = 0; at < image.data.length; at++) {
    image.data[at] = Math.min(255, Math.round(image.data[at]! * gains[(at % 3) as 0 | 1 | 2]));
  }
}

/** Sensor noise: normal, `sigma` grey levels at mid-grey and growing with the root of the light, as photons do. */
export function applyNoise(image: RgbImage, sigma: number, random: Random): void {
  if (sigma <= 0) return;
  // Tables, because a million normals and roots would cost more than the rest of the scene.
  const draws = Float32Array.from({ length: noiseTableLength }, () => random.normal());
  const spread = Float32Array.from({ length: 256 }, (_, value) => sigma * Math.sqrt((value + 20) / 148));
  let walk = 0;
  for (let at = 0; at < image.data.length; at++) {
    // A fresh start every few thousand steps, so that the table does not repeat as a pattern.
    if ((at & 0xfff) === 0) walk = random.integer(0, noiseTableLength - 1);
    walk = (walk + 7 + (at & 15)) & (noiseTableLength - 1);
    const value = image.data[at]!;
    const noisy = value + spread[value]! * draws[walk]! + 0.5;
    image.data[at] = noisy < 0 ? 0 : noisy > 255 ? 255 : noisy;
  }
}

/** A power of two. */
const noiseTableLength = 16384;

function shade(image: RgbImage, factorAt: (u: number, v: number) => number): void {
  eachPixel(image, (at, u, v) => {
    const factor = factorAt(u, v);
    if (factor === 1) return;
    for (let channel = 0; channel < 3; channel++) {
      image.data[at + channel] = Math.min(255, Math.max(0, Math.round(image.data[at + channel]! * factor)));
    }
  });
}

function eachPixel({ width, height }: RgbImage, visit: (at: number, u: number, v: number) => void): void {
  for (let y = 0, at = 0; y < height; y++) {
    const v = (y + 0.5) / height;
    for (let x = 0; x < width; x++, at += 3) visit(at, (x + 0.5) / width, v);
  }
}

/** How far a point lies outside a convex, clockwise quad, in pixels; negative inside. */
function distanceOutside(quad: Quad, x: number, y: number): number {
  let outside = -Infinity;
  for (let i = 0; i < 4; i++) {
    const from = quad[i]!;
    const to = quad[(i + 1) % 4]!;
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    outside = Math.max(outside, ((x - from.x) * dy - (y - from.y) * dx) / Math.sqrt(dx * dx + dy * dy));
  }
  return outside;
}

/** Smooth step from 0 (at or below 0) to 1 (at or above 1). */
function step(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped * clamped * (3 - 2 * clamped);
}
