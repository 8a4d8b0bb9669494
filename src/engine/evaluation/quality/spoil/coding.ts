import sharp from 'sharp';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { raw, remap } from '#engine/evaluation/quality/spoil/remap.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Blur, noise, coding. */

/** Gaussian blur; `amount` is the standard deviation in inter-eye distances. */
export async function blurred(image: RgbImage, face: MeshedFace, amount: number): Promise<RgbImage> {
  const sigma = amount * face.interEyeDistancePixels;
  if (sigma < 0.3) return image;
  return { ...image, data: await sharp(image.data, raw(image)).blur(sigma).raw().toBuffer() };
}

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
