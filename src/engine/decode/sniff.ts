export type ImageFormat = 'jpeg' | 'png' | 'webp' | 'heif';

/** Major brands that the HEIF decoder takes. */
const heifBrands = new Set(['heic', 'heix', 'hevc', 'hevx', 'mif1', 'msf1']);

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));

/** The format by magic bytes alone; a client's header or file name is never believed. Null: not an accepted format. */
export function sniffImageFormat(bytes: Uint8Array): ImageFormat | null {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp';
  if (ascii(bytes, 4, 8) === 'ftyp' && isHeif(bytes)) return 'heif';
  return null;
}

/** ISO/IEC 23008-12: the major brand names HEIF, and no compatible brand says that the pictures are AV1 (AVIF). */
function isHeif(bytes: Uint8Array): boolean {
  if (!heifBrands.has(ascii(bytes, 8, 12))) return false;
  const declaredLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(bytes.length, declaredLength, 256);
  for (let at = 16; at + 4 <= end; at += 4) {
    if (ascii(bytes, at, at + 4) === 'avif') return false;
  }
  return true;
}
