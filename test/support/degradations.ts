import sharp from 'sharp';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { eyelidPairs, meshPoints } from '#engine/quality/mesh-regions.js';

/** Ways of spoiling a picture by a known amount, to see whether the quality measures follow. 0 leaves it as it is. */

/** Value of each sample as a function of its old value (0–255) and its place. */
function remap(image: RgbImage, value: (old: number, x: number, y: number, channel: number) => number): RgbImage {
  const data = new Uint8Array(image.data.length);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / 3);
    const x = pixel % image.width;
    data[i] = Math.min(255, Math.max(0, Math.round(value(image.data[i]!, x, (pixel - x) / image.width, i % 3))));
  }
  return { ...image, data };
}

/** Levels after the light was multiplied by `factor`, clipped at white: 255 ((level/255)^2.2 · factor)^(1/2.2). */
const brightened = (factor: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, level) => Math.min(255, level * factor ** (1 / 2.2)));

const raw = ({ width, height }: RgbImage) => ({ raw: { width, height, channels: 3 as const } });

/** Gaussian blur; `amount` is the standard deviation in inter-eye distances. */
export async function blurred(image: RgbImage, face: MeshedFace, amount: number): Promise<RgbImage> {
  const sigma = amount * face.interEyeDistancePixels;
  if (sigma < 0.3) return image;
  return { ...image, data: await sharp(image.data, raw(image)).blur(sigma).raw().toBuffer() };
}

/** More or less light by `stops`, clipped at white as a camera does. */
export function exposed(image: RgbImage, stops: number): RgbImage {
  const levels = brightened(2 ** stops);
  return remap(image, (old) => levels[old]!);
}

/** Light that falls to 1 − `amount` on the right-hand side of the face. */
export function litFromLeft(image: RgbImage, face: MeshedFace, amount: number): RgbImage {
  const [leftEye, rightEye] = face.landmarks;
  const middle = (leftEye.x + rightEye.x) / 2;
  const across = (x: number): number => Math.min(1, Math.max(-1, (x - middle) / face.interEyeDistancePixels));
  const gains = Float32Array.from({ length: image.width }, (_, x) => (1 - (amount * (across(x) + 1)) / 2) ** (1 / 2.2));
  return remap(image, (old, x) => old * gains[x]!);
}

/** A veil of `amount` grey. */
export const veiled = (image: RgbImage, amount: number): RgbImage =>
  remap(image, (old) => old * (1 - amount) + 150 * amount);

/** Noise of this standard deviation in levels of 255; the same in every run. */
export function noisy(image: RgbImage, sigmaLevels: number): RgbImage {
  let state = 1;
  const uniform = (): number => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  // The sum of four uniform numbers has a variance of 1/3.
  const normal = (): number => (uniform() + uniform() + uniform() + uniform()) * Math.sqrt(3);
  return remap(image, (old) => old + sigmaLevels * normal());
}

/** Coded as JPEG of this quality (100 and above: not at all). */
export async function jpegCoded(image: RgbImage, quality: number): Promise<RgbImage> {
  if (quality >= 100) return image;
  const jpeg = await sharp(image.data, raw(image)).jpeg({ quality }).toBuffer();
  return { ...image, data: await sharp(jpeg).raw().toBuffer() };
}

/** A reflection on the forehead: white in the middle, fading out; radius in inter-eye distances. */
export function withReflection(image: RgbImage, face: MeshedFace, radius: number): RgbImage {
  if (radius === 0) return image;
  const x0 = (face.mesh[151 * 3]! + face.mesh[9 * 3]!) / 2;
  const y0 = (face.mesh[151 * 3 + 1]! + face.mesh[9 * 3 + 1]!) / 2;
  const reach = radius * face.interEyeDistancePixels;
  return remap(image, (old, x, y) => old + 400 * Math.max(0, 1 - Math.hypot(x - x0, y - y0) / reach));
}

/** Something opaque on the cheek: an ellipse with half-axes of `size` times the face's width and height. */
export function covered(
  image: RgbImage,
  face: MeshedFace,
  size: number,
  colour: readonly [number, number, number],
  place: { readonly across: number; readonly down: number } = { across: 0.3, down: 0.6 },
): RgbImage {
  if (size === 0) return image;
  const { box } = face;
  const x0 = box.x + place.across * box.width;
  const y0 = box.y + place.down * box.height;
  return remap(image, (old, x, y, channel) =>
    ((x - x0) / (size * box.width)) ** 2 + ((y - y0) / (size * box.height)) ** 2 < 1 ? colour[channel]! : old,
  );
}

/** Radial warp about the bridge of the nose: a point at r inter-eye distances shows what was at r (1 + k r²). */
export function warpedRadially(image: RgbImage, face: MeshedFace, k: number): RgbImage {
  const { width, height, data } = image;
  const x0 = face.mesh[168 * 3]!;
  const y0 = face.mesh[168 * 3 + 1]!;
  const unit = face.interEyeDistancePixels;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = (x - x0) / unit;
      const v = (y - y0) / unit;
      const stretch = 1 + k * (u * u + v * v);
      const fromX = Math.min(width - 1.001, Math.max(0, x0 + u * stretch * unit));
      const fromY = Math.min(height - 1.001, Math.max(0, y0 + v * stretch * unit));
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      const a = fromX - left;
      const b = fromY - top;
      const at = (top * width + left) * 3;
      for (let channel = 0; channel < 3; channel++) {
        const i = at + channel;
        const upper = data[i]! * (1 - a) + data[i + 3]! * a;
        const lower = data[i + width * 3]! * (1 - a) + data[i + width * 3 + 3]! * a;
        out[(y * width + x) * 3 + channel] = upper * (1 - b) + lower * b;
      }
    }
  }
  return { width, height, data: out };
}

/** Both upper lids drawn down by `amount` (1: shut), in the colour of the skin below the eye, with a line of lashes. */
export function eyesClosed(image: RgbImage, face: MeshedFace, amount: number): RgbImage {
  if (amount === 0) return image;
  const data = Uint8Array.from(image.data);
  drawLid(image, data, face.mesh, meshPoints.leftEyeOuterCorner, meshPoints.leftEyeInnerCorner, 'left', amount);
  drawLid(image, data, face.mesh, meshPoints.rightEyeOuterCorner, meshPoints.rightEyeInnerCorner, 'right', amount);
  return { ...image, data };
}

function drawLid(
  image: RgbImage,
  data: Uint8Array,
  mesh: Float32Array,
  outer: number,
  inner: number,
  eye: 'left' | 'right',
  amount: number,
): void {
  const at = (point: number) => ({ x: mesh[point * 3]!, y: mesh[point * 3 + 1]! });
  // The eye's own axes: from the corner that lies further left to the other one, and down.
  const [from, to] = at(outer).x < at(inner).x ? [at(outer), at(inner)] : [at(inner), at(outer)];
  const width = Math.hypot(to.x - from.x, to.y - from.y);
  const ax = (to.x - from.x) / width;
  const ay = (to.y - from.y) / width;
  const local = (x: number, y: number) => ({
    along: (x - from.x) * ax + (y - from.y) * ay,
    down: (y - from.y) * ax - (x - from.x) * ay,
  });
  const lid = (which: 0 | 1) =>
    [
      { along: 0, down: 0 },
      ...eyelidPairs[eye].map((pair) => local(at(pair[which]).x, at(pair[which]).y)),
      { along: width, down: 0 },
    ].sort((left, right) => left.along - right.along);
  const upper = lid(0);
  const lower = lid(1);
  const skin = (along: number, channel: number): number => {
    let sum = 0;
    for (let i = -3; i <= 3; i++) {
      const a = along + (i / 3) * 0.15 * width;
      const down = heightAt(lower, Math.min(width, Math.max(0, a))) + 0.2 * width;
      const x = Math.round(from.x + a * ax - down * ay);
      const y = Math.round(from.y + a * ay + down * ax);
      sum += image.data[(clamp(y, image.height) * image.width + clamp(x, image.width)) * 3 + channel]!;
    }
    return sum / 7;
  };
  for (let y = Math.floor(from.y - width); y < from.y + width; y++) {
    for (let x = Math.floor(from.x - width); x < to.x + width; x++) {
      if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
      const { along, down } = local(x, y);
      if (along < 0 || along > width) continue;
      const top = heightAt(upper, along);
      const edge = top + amount * Math.max(0, heightAt(lower, along) - top);
      const cover =
        down > top - 0.1 * width && down < edge ? Math.min(1, (down - top + 0.1 * width) / (0.08 * width)) : 0;
      const lash = Math.max(0, 1 - Math.abs(down - edge) / (0.03 * width)) * 0.8;
      for (let channel = 0; channel < 3 && cover + lash > 0; channel++) {
        const i = (y * image.width + x) * 3 + channel;
        const tone = skin(along, channel);
        data[i] = data[i]! * (1 - cover) + tone * cover;
        data[i] = data[i] * (1 - lash) + 0.2 * tone * lash;
      }
    }
  }
}

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));

/** Height of a lid, a chain of points by rising `along`, at this place. */
function heightAt(lid: readonly { along: number; down: number }[], along: number): number {
  for (let i = 0; i + 1 < lid.length; i++) {
    const left = lid[i]!;
    const right = lid[i + 1]!;
    if (along > right.along) continue;
    const share = right.along === left.along ? 0 : (along - left.along) / (right.along - left.along);
    return left.down + Math.min(1, Math.max(0, share)) * (right.down - left.down);
  }
  return 0;
}
