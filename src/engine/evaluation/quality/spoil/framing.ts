import sharp from 'sharp';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { raw } from '#engine/evaluation/quality/spoil/remap.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** The picture without what lies beyond this many inter-eye distances from the outer eye, to the left or to the right. */
export function croppedBeside(image: RgbImage, face: MeshedFace, side: 'left' | 'right', room: number): RgbImage {
  const { width, height } = image;
  const [leftEye, rightEye] = face.landmarks;
  const reach = room * face.interEyeDistancePixels;
  if (side === 'left') {
    const from = Math.min(width - 1, Math.max(0, Math.round(Math.min(leftEye.x, rightEye.x) - reach)));
    return cut(image, from, 0, width, height);
  }
  const to = Math.min(width, Math.max(1, Math.round(Math.max(leftEye.x, rightEye.x) + reach)));
  return cut(image, 0, 0, to, height);
}

/** The picture without what lies further above or below the line of the eyes than `reachPixels`. */
export function croppedAcross(
  image: RgbImage,
  eyeLine: number,
  edge: 'above' | 'below',
  reachPixels: number,
): RgbImage {
  const { width, height } = image;
  if (edge === 'above') return cut(image, 0, Math.max(0, Math.round(eyeLine - reachPixels)), width, height);
  return cut(image, 0, 0, width, Math.min(height, Math.round(eyeLine + reachPixels)));
}

/** The whole picture `factor` times as large. */
export async function resized(image: RgbImage, factor: number): Promise<RgbImage> {
  const { data, info } = await sharp(image.data, raw(image))
    .resize(Math.round(image.width * factor))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** A second face beside the first: the picture again, mirrored and `factor` times as large, on the right. */
export async function withSecondFace(image: RgbImage, factor: number): Promise<RgbImage> {
  if (factor === 0) return image;
  const { width, height } = image;
  const second = await sharp(image.data, raw(image))
    .flop()
    .resize(Math.round(width * factor))
    .png()
    .toBuffer();
  const { data, info } = await sharp(image.data, raw(image))
    .extend({ right: Math.round(width * factor), background: '#808080' })
    .composite([{ input: second, left: width, top: Math.round((height * (1 - factor)) / 2) }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

function cut({ width, data }: RgbImage, left: number, top: number, right: number, bottom: number): RgbImage {
  const out = new Uint8Array((right - left) * (bottom - top) * 3);
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * 3;
    out.set(data.subarray(from, from + (right - left) * 3), (y - top) * (right - left) * 3);
  }
  return { width: right - left, height: bottom - top, data: out };
}
