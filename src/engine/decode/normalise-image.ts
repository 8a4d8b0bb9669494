import type { Metadata } from 'sharp';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { decodeBitmap } from '#engine/decode/bitmap.js';
import { sniffConvertibleFormat, type ConvertibleFormat } from '#engine/decode/convertible-format.js';
import { sharp } from '#engine/decode/guarded-sharp.js';
import { imageLimits, isWithinImageLimits } from '#engine/decode/image-limits.js';
import { passedThrough } from '#engine/decode/passed-through.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { NormalisedImage } from '#engine/engine-tasks.js';

/** See `EngineTasks.normaliseImage`. What can be told without decoding is told by `passedThrough` alone. */
export async function normaliseImage(bytes: Uint8Array): Promise<Outcome<NormalisedImage>> {
  const passed = passedThrough(bytes);
  if (passed !== null) return passed;
  const originalFormat = sniffConvertibleFormat(bytes);
  if (originalFormat === null) return fail({ code: 'image-type-unsupported' });
  const decoded =
    originalFormat === 'bmp' ? decodeBitmap(bytes, isWithinImageLimits) : await decodeBySharp(bytes, originalFormat);
  if (!decoded.ok) return decoded;
  return ok({ ...(await encoded(decoded.value)), originalFormat });
}

/** What libvips must say of the file, so that no other loader takes bytes that we told by their magic. */
const isExpected = {
  gif: ({ format }: Metadata) => format === 'gif',
  tiff: ({ format }: Metadata) => format === 'tiff',
  avif: ({ format, compression }: Metadata) => format === 'heif' && compression === 'av1',
} as const;

/** Grey, colour, each with transparency, or CMYK: a TIFF may claim 65,535 channels. */
const mostChannels = 5;
const acceptedDepths: readonly string[] = ['uchar', 'ushort'];

/** The first frame or page, upright. */
async function decodeBySharp(bytes: Uint8Array, format: Exclude<ConvertibleFormat, 'bmp'>): Promise<Outcome<RgbImage>> {
  try {
    const metadata = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
    if (!isExpected[format](metadata)) return fail({ code: 'image-undecodable' });
    if (!isWithinImageLimits(metadata.width, metadata.height)) return fail({ code: 'image-dimensions-exceeded' });
    if (metadata.channels > mostChannels || !acceptedDepths.includes(metadata.depth)) {
      return fail({ code: 'image-undecodable' });
    }
    const { data, info } = await sharp(bytes, { failOn: 'error', limitInputPixels: imageLimits.pixels })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`expected 3 channels, got ${info.channels}`);
    return ok({ width: info.width, height: info.height, data });
  } catch {
    return fail({ code: 'image-undecodable' });
  }
}

/** PNG at its fastest: the file is read once and thrown away. */
const pngOptions = { compressionLevel: 2, adaptiveFiltering: false } as const;
const jpegOptions = { quality: 95, chromaSubsampling: '4:4:4' } as const;

/**
 * Lossless where that stays within the limit of a picture's file (5 megapixels always do): a JPEG would add a grid of blocks
 * that the original lacks. Else JPEG, and a smaller copy where even that is too large.
 */
async function encoded({ width, height, data }: RgbImage): Promise<Pick<NormalisedImage, 'bytes' | 'format'>> {
  const open = () => sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: imageLimits.pixels });
  if (width * height * 3 <= imageLimits.sizeBytes) {
    const bytes = await open().png(pngOptions).toBuffer();
    if (bytes.length <= imageLimits.sizeBytes) return { bytes, format: 'png' };
  }
  for (let side = Math.max(width, height); ; side = Math.floor(side * Math.SQRT1_2)) {
    const resized = open().resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    const bytes = await resized.jpeg(jpegOptions).toBuffer();
    if (bytes.length <= imageLimits.sizeBytes) return { bytes, format: 'jpeg' };
  }
}
