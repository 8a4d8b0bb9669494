import { bitmapHeaderSizes } from '#engine/decode/bitmap-header.js';

/** Formats that only some dialects take; `normaliseImage` makes a standard picture of them. */
export type ConvertibleFormat = 'gif' | 'bmp' | 'tiff' | 'avif';

const text = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** Little and big endian TIFF, and the BigTIFF of both. */
const tiffMagics = new Set(['II*\0', 'MM\0*', 'II+\0', 'MM\0+']);

/** Like `sniffImageFormat`: by magic bytes alone. Null for standard formats too. */
export function sniffConvertibleFormat(bytes: Uint8Array): ConvertibleFormat | null {
  if (/^GIF8[79]a$/.test(text(bytes, 0, 6))) return 'gif';
  if (tiffMagics.has(text(bytes, 0, 4))) return 'tiff';
  if (isAvif(bytes)) return 'avif';
  return isBitmap(bytes) ? 'bmp' : null;
}

/** Two letters are little to go by: the size of the second header must be one that exists. */
function isBitmap(bytes: Uint8Array): boolean {
  if (text(bytes, 0, 2) !== 'BM' || bytes.length < 18) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bitmapHeaderSizes.includes(view.getUint32(14, true));
}

const heifBrands = new Set(['mif1', 'msf1', 'miaf']);

/** ISO/IEC 23000-22: AVIF by its major brand, or under a general one among the compatible brands. */
function isAvif(bytes: Uint8Array): boolean {
  if (text(bytes, 4, 8) !== 'ftyp') return false;
  const major = text(bytes, 8, 12);
  if (major === 'avif' || major === 'avis') return true;
  if (!heifBrands.has(major)) return false;
  const declaredLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(bytes.length, declaredLength, 256);
  for (let at = 16; at + 4 <= end; at += 4) {
    if (text(bytes, at, at + 4) === 'avif') return true;
  }
  return false;
}
