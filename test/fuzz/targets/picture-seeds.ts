import sharp, { type Sharp } from 'sharp';
import { blackPng } from '../../support/png.js';

/** A small BMP (BITMAPINFOHEADER) of 9 × 5 pixels. */
export function bitmapFile(bitsPerPixel: 1 | 4 | 8 | 16 | 24 | 32): Uint8Array {
  const [width, height] = [9, 5];
  const colours = bitsPerPixel <= 8 ? 2 ** bitsPerPixel : 0;
  const rowBytes = 4 * Math.ceil((width * bitsPerPixel) / 32);
  const rowsAt = 54 + 4 * colours;
  const file = Buffer.alloc(rowsAt + rowBytes * height, 0x35);
  file.fill(0, 0, 54);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(rowsAt, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bitsPerPixel, 28);
  return file;
}

/** 48 × 36 pixels that no encoder can leave out. */
function drawn(): Sharp {
  const data = Uint8Array.from({ length: 3 * 48 * 36 }, (_, at) => (at * 2654435761) >>> 13);
  return sharp(data, { raw: { width: 48, height: 36, channels: 3 } });
}

/** The formats that every call takes, each in a few kinds. */
export const standardPictures = async (): Promise<Uint8Array[]> =>
  Promise.all([
    drawn().jpeg({ quality: 60 }).toBuffer(),
    drawn()
      .withExif({ IFD0: { Orientation: '6', Make: 'x' } })
      .jpeg({ progressive: true })
      .toBuffer(),
    drawn().toColourspace('cmyk').jpeg().toBuffer(),
    drawn().png().toBuffer(),
    drawn().png({ palette: true, progressive: true }).toBuffer(),
    drawn().ensureAlpha(0.5).toColourspace('rgb16').png().toBuffer(),
    Promise.resolve(blackPng(300, 200)),
    drawn().webp({ quality: 50 }).toBuffer(),
    drawn().ensureAlpha(0.5).webp({ lossless: true }).toBuffer(),
    animation('webp'),
  ]);

/** The formats that `normaliseImage` takes. */
export const convertiblePictures = async (): Promise<Uint8Array[]> => [
  ...(await Promise.all([
    drawn().gif().toBuffer(),
    animation('gif'),
    drawn().tiff({ compression: 'none' }).toBuffer(),
    drawn().tiff({ compression: 'lzw', predictor: 'horizontal' }).toBuffer(),
    drawn().tiff({ compression: 'deflate', tile: true, tileWidth: 16, tileHeight: 16, pyramid: true }).toBuffer(),
    drawn().tiff({ compression: 'jpeg' }).toBuffer(),
    drawn().avif({ quality: 40, effort: 0 }).toBuffer(),
  ])),
  bitmapFile(8),
  bitmapFile(24),
];

/** HEIF needs an encoder that nothing here has: a file of AV1 under HEIF's own name reaches the decoder's walk of boxes. */
export async function heifLike(): Promise<Uint8Array> {
  const avif = await drawn().avif({ effort: 0 }).toBuffer();
  const renamed = Buffer.from(avif.toString('latin1').replaceAll('avif', 'heic').replaceAll('av01', 'hvc1'), 'latin1');
  return renamed;
}

function animation(format: 'gif' | 'webp'): Promise<Buffer> {
  const frames = sharp(
    Uint8Array.from({ length: 3 * 20 * 60 }, (_, at) => (at * 40503) >>> 3),
    { raw: { width: 20, height: 60, channels: 3, pageHeight: 20 } },
  );
  return format === 'gif' ? frames.gif().toBuffer() : frames.webp().toBuffer();
}
