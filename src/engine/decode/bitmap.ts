import { fail, ok, type Outcome } from '#domain/outcome.js';
import { readBitmapHeader, type BitmapHeader, type ChannelBits } from '#engine/decode/bitmap-header.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';

/**
 * Decodes a BMP file whose declared size passes `accepts`. Strict: every row and every colour must be there. Transparent
 * pixels are laid on white.
 */
export function decodeBitmap(
  bytes: Uint8Array,
  accepts: (width: number, height: number) => boolean,
): Outcome<RgbImage> {
  const header = readBitmapHeader(bytes);
  if (header === null) return fail({ code: 'image-undecodable' });
  const { width, height, rowsAt, rowBytes } = header;
  if (!accepts(width, height)) return fail({ code: 'image-dimensions-exceeded' });
  if (rowsAt + rowBytes * height > bytes.length) return fail({ code: 'image-undecodable' });
  const data = header.channels === null ? fromBytes(bytes, header) : fromBitFields(bytes, header, header.channels);
  return data === null ? fail({ code: 'image-undecodable' }) : ok({ width, height, data });
}

/** Where row `y` of the picture, counted from its top, begins in the file. */
const rowStart = ({ isTopDown, rowsAt, rowBytes, height }: BitmapHeader, y: number): number =>
  rowsAt + rowBytes * (isTopDown ? y : height - 1 - y);

/** Palettes and 24 bits; null where a pixel names a colour that the palette lacks. */
function fromBytes(bytes: Uint8Array, header: BitmapHeader): Uint8Array | null {
  const { width, height, bitsPerPixel, palette } = header;
  const data = new Uint8Array(3 * width * height);
  const mask = 2 ** Math.min(bitsPerPixel, 8) - 1;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const start = rowStart(header, y);
    for (let x = 0; x < width; x++, to += 3) {
      if (bitsPerPixel === 24) {
        const at = start + 3 * x;
        data[to] = bytes[at + 2]!;
        data[to + 1] = bytes[at + 1]!;
        data[to + 2] = bytes[at]!;
        continue;
      }
      const bit = x * bitsPerPixel;
      const colour = 3 * ((bytes[start + (bit >> 3)]! >> (8 - bitsPerPixel - (bit & 7))) & mask);
      if (colour >= palette.length) return null;
      data[to] = palette[colour]!;
      data[to + 1] = palette[colour + 1]!;
      data[to + 2] = palette[colour + 2]!;
    }
  }
  return data;
}

function fromBitFields(
  bytes: Uint8Array,
  header: BitmapHeader,
  [red, green, blue, alpha]: NonNullable<BitmapHeader['channels']>,
): Uint8Array {
  const { width, height, bitsPerPixel } = header;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pixelAt = (x: number, y: number): number => {
    const at = rowStart(header, y) + (x * bitsPerPixel) / 8;
    return bitsPerPixel === 16 ? view.getUint16(at, true) : view.getUint32(at, true);
  };
  const level = (pixel: number, { mask, shift, most }: ChannelBits): number => ((pixel & mask) >>> shift) / most;
  const data = new Uint8Array(3 * width * height);
  // Many programs leave the alpha channel of an opaque picture at zero.
  const hasAlpha = alpha !== null && anyPixel(width, height, (x, y) => (pixelAt(x, y) & alpha.mask) !== 0);
  let to = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = pixelAt(x, y);
      const cover = hasAlpha ? level(pixel, alpha) : 1;
      for (const channel of [red, green, blue]) {
        data[to++] = Math.round(255 * (1 - cover + cover * level(pixel, channel)));
      }
    }
  }
  return data;
}

function anyPixel(width: number, height: number, holds: (x: number, y: number) => boolean): boolean {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) if (holds(x, y)) return true;
  }
  return false;
}
