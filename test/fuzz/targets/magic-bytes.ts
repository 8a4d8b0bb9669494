import sharp from 'sharp';
import { decodeBitmap } from '#engine/decode/bitmap.js';
import { sniffConvertibleFormat } from '#engine/decode/convertible-format.js';
import { isWithinImageLimits } from '#engine/decode/image-limits.js';
import { jpegGrid } from '#engine/decode/jpeg-grid.js';
import { sniffImageFormat } from '#engine/decode/sniff.js';
import { sniffVideoFormat } from '#engine/video/video-format.js';
import { UndeclaredAnswerError, words, type FuzzTarget } from '../fuzz-target.js';
import { bitmapFile } from './picture-seeds.js';

const heads = [
  ...['GIF89a', 'II*\0\x08\0\0\0', 'MM\0+', 'RIFF\x10\0\0\0WEBPVP8 ', 'RIFF\x10\0\0\0AVI LIST', 'OggS\0'],
  ...['\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', '\0\0\0\x18ftypmif1\0\0\0\0heicmif1', '\0\0\0\x18ftypisom\0\0\0\0mp42'],
  ...[
    '\x1a\x45\xdf\xa3\x01\0\0\0',
    '\0\0\x01\xba\x44',
    '\xff\xd8\xff\xe0',
    '\x89PNG\r\n\x1a\n',
    '\0\0\0\x08moov',
    'BM',
  ],
];

/** Which format a file is, by its first bytes alone; what walks boxes and markers before any library sees them. */
export const magicBytes: FuzzTarget = {
  name: 'magic bytes',
  deadlineMs: 1000,
  shortRuns: 3000,
  isPure: true,
  dictionary: words(
    'ftyp',
    'avif',
    'avis',
    'mif1',
    'heic',
    'msf1',
    'qt  ',
    'M4A ',
    'moov',
    'mdat',
    'RIFF',
    'WEBP',
    'AVI ',
    'G',
  ),
  seeds: async () => [...words(...heads), Buffer.alloc(800, 0x47)],
  judge(bytes) {
    const told = [sniffImageFormat(bytes), sniffConvertibleFormat(bytes), sniffVideoFormat(bytes)].filter(
      (format) => format !== null,
    );
    // A file that is a picture for one and a video for another would be judged by neither's rules.
    if (told.length > 1) throw new UndeclaredAnswerError(`several formats at once: ${told.join(', ')}`);
    return told[0] ?? 'none';
  },
};

/** How a JPEG cut its blocks, read by our own walk of its markers. */
export const jpegMarkers: FuzzTarget = {
  name: 'JPEG markers',
  deadlineMs: 1000,
  shortRuns: 2000,
  isPure: true,
  dictionary: words('\xff\xdb\0\x43\0', '\xff\xdb\0\x84\x10', '\xff\xc0\0\x11\x08', '\xff\xff', '\xff\xda'),
  seeds: async () => [
    await sharp({ create: { width: 24, height: 17, channels: 3, background: '#345' } })
      .jpeg()
      .toBuffer(),
  ],
  judge(bytes) {
    const grid = jpegGrid(bytes, { width: 24, height: 17 }, 1 + ((bytes[0] ?? 0) % 8));
    if (grid === null) return 'none';
    if (grid.steps.length !== 64) throw new UndeclaredAnswerError(`${grid.steps.length} steps`);
    return 'ok';
  },
};

/** BMP, which we decode ourselves. */
export const bitmaps: FuzzTarget = {
  name: 'BMP',
  deadlineMs: 5000,
  shortRuns: 1500,
  isPure: true,
  seeds: async () => ([1, 4, 8, 16, 24, 32] as const).map((bits) => bitmapFile(bits)),
  judge(bytes) {
    const decoded = decodeBitmap(bytes, isWithinImageLimits);
    if (!decoded.ok) return decoded.failure.code;
    const { width, height, data } = decoded.value;
    if (data.length !== 3 * width * height) throw new UndeclaredAnswerError(`${data.length} bytes of pixels`);
    return 'ok';
  },
};
