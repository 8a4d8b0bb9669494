import sharp, { type Sharp } from 'sharp';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/** Encodes as baseline JPEG, 4:2:0 as phones do; `quality` 1–100. Deterministic for one version of libvips. */
export const encodeJpeg = (image: RgbImage, quality: number): Promise<Buffer> =>
  fromRaw(image).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();

/** Encodes as JPEG, and where `first` is given, once before at that quality, as what was sent on from phone to phone. */
export async function encodeTwice(image: RgbImage, first: number | null, quality: number): Promise<Buffer> {
  if (first === null) return encodeJpeg(image, quality);
  return sharp(await encodeJpeg(image, first))
    .jpeg({ quality, chromaSubsampling: '4:2:0' })
    .toBuffer();
}

/** The pixels of a picture that `encodeJpeg` wrote. */
export async function decodeJpeg(bytes: Buffer): Promise<RgbImage> {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** Encodes without loss. */
export const encodePng = (image: RgbImage): Promise<Buffer> => fromRaw(image).png().toBuffer();

const fromRaw = ({ width, height, data }: RgbImage): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
