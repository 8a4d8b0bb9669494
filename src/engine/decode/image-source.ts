import type { Metadata, Sharp } from 'sharp';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sharp } from '#engine/decode/guarded-sharp.js';
import { decodeHeif } from '#engine/decode/heif.js';
import { imageLimits, isWithinImageLimits } from '#engine/decode/image-limits.js';
import { jpegGrid, type JpegGrid } from '#engine/decode/jpeg-grid.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { sniffImageFormat, type ImageFormat } from '#engine/decode/sniff.js';

/** An accepted picture, upright. Pixels are decoded on demand, each size once. */
export interface ImageSource {
  readonly format: ImageFormat;
  /** Size after the EXIF orientation was applied. */
  readonly width: number;
  readonly height: number;
  /** How the file cut its pixels into blocks; null where it is no JPEG, or does not say. */
  readonly jpeg: JpegGrid | null;
  /** A copy whose longer side is at most `maxSidePixels`; never enlarged. */
  resized(maxSidePixels: number): Promise<RgbImage>;
  /** Every pixel. */
  full(): Promise<RgbImage>;
}

/**
 * Opens a picture and proves that it can be decoded: a truncated or broken file fails here, not later.
 * `workingSidePixels` is the size of the copy that is decoded as the proof and kept for `resized`.
 */
export async function openImage(bytes: Uint8Array, workingSidePixels = 1280): Promise<Outcome<ImageSource>> {
  if (bytes.length === 0) return fail({ code: 'image-empty' });
  const format = sniffImageFormat(bytes);
  if (format === null) return fail({ code: 'image-type-unsupported' });
  if (bytes.length > imageLimits.sizeBytes) return fail({ code: 'image-too-large' });
  const pipeline =
    format === 'heif' ? await heifPipeline(bytes) : await sharpPipeline(bytes, format, workingSidePixels);
  if (!pipeline.ok) return pipeline;
  const source = new SharpImageSource(format, pipeline.value);
  try {
    await source.resized(workingSidePixels);
  } catch {
    return fail({ code: 'image-undecodable' });
  }
  return ok(source);
}

interface Pipeline {
  readonly width: number;
  readonly height: number;
  readonly jpeg: JpegGrid | null;
  readonly open: () => Sharp;
  /** Whether smaller copies are made from the whole picture in memory, so that the file is decoded once. */
  readonly decodesOnce: boolean;
}

/** From this reduction on a JPEG's reader leaves out detail while it reads, which is faster than reading everything. */
const reductionWhileReading = 2;

/**
 * Phones write JPEGs that decoders warn of (invalid SOS parameters, stray bytes before a marker) and that are whole:
 * only missing data refuses those. A PNG's warnings are wrong checksums, which no camera writes.
 */
const toleranceOf = { jpeg: 'truncated', png: 'warning', webp: 'warning' } as const;

async function sharpPipeline(
  bytes: Uint8Array,
  format: Exclude<ImageFormat, 'heif'>,
  workingSidePixels: number,
): Promise<Outcome<Pipeline>> {
  const open = () =>
    sharp(bytes, {
      failOn: toleranceOf[format],
      limitInputPixels: imageLimits.pixels,
      sequentialRead: true,
      animated: false,
    });
  let metadata: Metadata;
  try {
    // The header alone, with sharp's own pixel limit off, so that an oversized picture is named as such.
    metadata = await sharp(bytes, { failOn: 'none', limitInputPixels: false }).metadata();
  } catch {
    return fail({ code: 'image-undecodable' });
  }
  if (!isWithinImageLimits(metadata.width, metadata.height)) return fail({ code: 'image-dimensions-exceeded' });
  const { width, height } = metadata.autoOrient;
  // WebP is reduced while reading at any size, and 16 bits are rounded last: both would come out otherwise.
  const decodesOnce =
    format !== 'webp' &&
    metadata.depth === 'uchar' &&
    Math.max(width, height) < reductionWhileReading * workingSidePixels;
  const jpeg = format === 'jpeg' ? jpegGrid(bytes, metadata, metadata.orientation ?? 1) : null;
  return ok({ width, height, jpeg, open: () => open().autoOrient(), decodesOnce });
}

async function heifPipeline(bytes: Uint8Array): Promise<Outcome<Pipeline>> {
  const decoded = await decodeHeif(bytes, isWithinImageLimits);
  if (!decoded.ok) return decoded;
  const { width, height, data } = decoded.value;
  const open = () => sharp(data, { raw: { width, height, channels: 4 } });
  return ok({ width, height, jpeg: null, open, decodesOnce: false });
}

class SharpImageSource implements ImageSource {
  readonly width: number;
  readonly height: number;
  readonly jpeg: JpegGrid | null;
  readonly #copies = new Map<number, Promise<RgbImage>>();

  constructor(
    readonly format: ImageFormat,
    private readonly pipeline: Pipeline,
  ) {
    this.width = pipeline.width;
    this.height = pipeline.height;
    this.jpeg = pipeline.jpeg;
  }

  full(): Promise<RgbImage> {
    return this.resized(Math.max(this.width, this.height));
  }

  resized(maxSidePixels: number): Promise<RgbImage> {
    const side = Math.min(maxSidePixels, Math.max(this.width, this.height));
    let copy = this.#copies.get(side);
    if (copy === undefined) {
      copy = this.#decode(side);
      this.#copies.set(side, copy);
    }
    return copy;
  }

  async #decode(side: number): Promise<RgbImage> {
    const isSmaller = side < Math.max(this.width, this.height);
    const input = this.pipeline.decodesOnce && isSmaller ? fromMemory(await this.full()) : this.pipeline.open();
    // Transparent pictures are laid on white, as a viewer shows them; CMYK, grey and 16 bit become 8-bit sRGB.
    const { data, info } = await input
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`expected 3 channels, got ${info.channels}`);
    return { width: info.width, height: info.height, data };
  }
}

const fromMemory = ({ data, width, height }: RgbImage): Sharp => sharp(data, { raw: { width, height, channels: 3 } });
