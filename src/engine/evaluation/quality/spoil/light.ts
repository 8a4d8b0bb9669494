import type { RgbImage } from '#engine/decode/rgb-image.js';
import { remap } from '#engine/evaluation/quality/spoil/remap.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Light of another strength, direction or colour. 0 leaves the picture as it is. */

/** Levels after the light was multiplied by `factor`, clipped at white: 255 ((level/255)^2.2 · factor)^(1/2.2). */
const brightened = (factor: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, level) => Math.min(255, level * factor ** (1 / 2.2)));

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

/** A reflection on the forehead: white in the middle, fading out; radius in inter-eye distances. */
export function withReflection(image: RgbImage, face: MeshedFace, radius: number): RgbImage {
  if (radius === 0) return image;
  const x0 = (face.mesh[151 * 3]! + face.mesh[9 * 3]!) / 2;
  const y0 = (face.mesh[151 * 3 + 1]! + face.mesh[9 * 3 + 1]!) / 2;
  const reach = radius * face.interEyeDistancePixels;
  return remap(image, (old, x, y) => old + 400 * Math.max(0, 1 - Math.hypot(x - x0, y - y0) / reach));
}

/** Bluish light: red falls by `amount` and green by half of it. */
export const tinted = (image: RgbImage, amount: number): RgbImage =>
  remap(image, (old, _x, _y, channel) => old * (1 - (amount * (2 - channel)) / 2));
