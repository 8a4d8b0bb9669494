import type { Box, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { gaussianBlur } from '#engine/image/blur.js';
import { homographyBetween } from '#engine/image/homography.js';
import { quadSides } from '#engine/image/quad-sides.js';
import { resize } from '#engine/image/resize.js';
import { warpOnto } from '#specimens/draw/warp.js';
import type { AttackMeans } from '#specimens/attacks/attack.js';
import { compressed } from '#specimens/attacks/compressed.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import type { Random } from '#specimens/random.js';
import type { FlatSpecimen, SpecimenOrder } from '#specimens/render-specimen.js';
import { applyNoise } from '#specimens/scene/effects.js';
import type { SeenTruth } from '#specimens/truth.js';

/** In the file to be printed: a small, strongly compressed photo, a little beside the old one's place, with hard edges. */
export function printedPortrait(order: SpecimenOrder, { random, portraits, portrait }: AttackMeans): SpecimenOrder {
  const place = order.layout.portrait!;
  const { box } = place;
  const width = Math.round(random.between(110, 260));
  const small = resize(otherThan(portrait, portraits, random), width, Math.round((width * box.height) / box.width));
  const moved: Box = {
    x: box.x + random.between(-0.02, 0.02) * box.width,
    y: box.y + random.between(-0.02, 0.02) * box.height,
    width: box.width * random.between(0.98, 1.04),
    height: box.height * random.between(0.98, 1.04),
  };
  return {
    ...order,
    portrait: compressed(small, random.between(15, 60)),
    ghostPortrait: portrait,
    layout: { ...order.layout, portrait: { box: moved, opacity: 1, feather: 0, tint: null } },
  };
}

/**
 * A paper photo on the document: a little askew, of another gloss (more contrast, brighter), with the light edge of its
 * paper on two sides and a shadow of 0.15 to 0.6 mm on the other two.
 */
export function stuckPortrait(specimen: FlatSpecimen, { random, portraits, portrait }: AttackMeans): FlatSpecimen {
  const place = specimen.truth.portraitQuad;
  if (place === null) return specimen;
  const photo = withGloss(otherThan(portrait, portraits, random), random.between(1, 1.2), random.between(-4, 16));
  const pixelsPerMillimetre = quadSides(place).along / 25;
  const askew = turned(place, random.between(-1.5, 1.5), random.between(1, 1.06));
  const reach = random.between(0.15, 0.6) * pixelsPerMillimetre;
  const angle = random.between(0, 2 * Math.PI);
  const shift = { x: Math.cos(angle) * reach, y: Math.sin(angle) * reach };
  let image = shaded(specimen.image, moved(askew, shift), random.between(0.3, 0.65), reach * 0.4);
  const rim = random.between(0.05, 0.2) * pixelsPerMillimetre;
  const paper = solid([random.between(235, 250), random.between(235, 250), random.between(230, 248)]);
  image = laidOn(image, paper, moved(askew, { x: -Math.cos(angle) * rim, y: -Math.sin(angle) * rim }));
  return { ...specimen, image: laidOn(image, photo, askew) };
}

/** In the saved picture: a photo of other sharpness, noise and compression, where the portrait is. */
export function editedPortrait(
  image: RgbImage,
  { portraitQuad }: SeenTruth,
  { random, portraits, portrait }: AttackMeans,
): RgbImage {
  if (portraitQuad === null) return image;
  const { along, across } = quadSides(portraitQuad);
  const share = random.between(0.6, 1.6);
  const photo = resize(otherThan(portrait, portraits, random), Math.round(along * share), Math.round(across * share));
  const own = gaussianBlur(photo, random.between(0, 0.8));
  const data = Uint8Array.from(own.data);
  const noisy = { ...own, data };
  applyNoise(noisy, random.between(0, 3), random.fork('own noise'));
  return laidOn(image, compressed(noisy, random.between(40, 92)), turned(portraitQuad, 0, random.between(0.99, 1.03)));
}

function otherThan(portrait: RgbImage, portraits: readonly RgbImage[], random: Random): RgbImage {
  const others = portraits.filter((other) => other !== portrait);
  const [first, ...rest] = others;
  if (first === undefined) throw new Error('an attack with another portrait needs two portraits');
  return random.pick([first, ...rest]);
}

function withGloss({ width, height, data }: RgbImage, gain: number, offset: number): RgbImage {
  return { width, height, data: data.map((value) => Math.min(255, Math.max(0, (value - 128) * gain + 128 + offset))) };
}

const solid = (colour: readonly [number, number, number]): RgbImage => ({
  width: 8,
  height: 8,
  data: Uint8Array.from({ length: 192 }, (_, at) => colour[(at % 3) as 0 | 1 | 2]),
});

function laidOn(image: RgbImage, picture: RgbImage, quad: Quad): RgbImage {
  const map = homographyBetween(quad, cornersOfBox({ x: 0, y: 0, width: picture.width, height: picture.height }));
  if (map === null) throw new Error('a portrait has no area');
  return warpOnto(image, picture, null, map);
}

/** A copy that is darker by `strength` within the quad, with an edge as soft as `softness` pixels. */
function shaded(image: RgbImage, quad: Quad, strength: number, softness: number): RgbImage {
  const blank = { ...image, data: new Uint8Array(image.data.length).fill(255) };
  const mask = gaussianBlur(laidOn(blank, solid([0, 0, 0]), quad), softness);
  const data = image.data.map((value, at) => Math.round(value * (1 - strength * (1 - mask.data[at]! / 255))));
  return { ...image, data };
}

const moved = (quad: Quad, by: { readonly x: number; readonly y: number }): Quad =>
  quad.map(({ x, y }) => ({ x: x + by.x, y: y + by.y })) as unknown as Quad; // four corners in, four out

function turned(quad: Quad, degrees: number, size: number): Quad {
  const x = quad.reduce((sum, corner) => sum + corner.x, 0) / 4;
  const y = quad.reduce((sum, corner) => sum + corner.y, 0) / 4;
  const cos = Math.cos((degrees * Math.PI) / 180) * size;
  const sin = Math.sin((degrees * Math.PI) / 180) * size;
  return quad.map((corner) => ({
    x: x + cos * (corner.x - x) - sin * (corner.y - y),
    y: y + sin * (corner.x - x) + cos * (corner.y - y),
  })) as unknown as Quad; // as above
}
