import { openImage } from '#engine/decode/image-source.js';
import { normaliseImage } from '#engine/decode/normalise-image.js';
import { failureDescriptions } from '#domain/failure.js';
import { UndeclaredAnswerError, words, type FuzzTarget } from '../fuzz-target.js';
import { convertiblePictures, heifLike, standardPictures } from './picture-seeds.js';

const declared = (code: string): string => {
  if (!(code in failureDescriptions)) throw new UndeclaredAnswerError(code);
  return code;
};

async function openWhole(bytes: Uint8Array): Promise<string> {
  const opened = await openImage(bytes);
  if (!opened.ok) return declared(opened.failure.code);
  // What was accepted must be decodable again: later stages ask for other sizes.
  const { width, height, data } = await opened.value.resized(64);
  if (data.length !== 3 * width * height) throw new UndeclaredAnswerError(`${data.length} bytes of pixels`);
  return 'ok';
}

/** JPEG, PNG and WebP by libvips. */
export const pictures: FuzzTarget = {
  name: 'JPEG, PNG, WebP',
  deadlineMs: 10_000,
  shortRuns: 400,
  isPure: false,
  dictionary: words(
    'IHDR',
    'IDAT',
    'PLTE',
    'iCCP',
    'zTXt',
    'eXIf',
    'acTL',
    'VP8X',
    'ANMF',
    'ALPH',
    '\xff\xc4',
    '\xff\xd9',
  ),
  seeds: standardPictures,
  judge: openWhole,
};

/** HEIC by libheif in WebAssembly. */
export const heif: FuzzTarget = {
  name: 'HEIC',
  deadlineMs: 10_000,
  shortRuns: 150,
  isPure: false,
  dictionary: words(
    'meta',
    'iloc',
    'iinf',
    'iprp',
    'ipco',
    'ispe',
    'hvcC',
    'grid',
    'iref',
    'idat',
    'auxC',
    '\xff\xff\xff\xff',
  ),
  seeds: async () => [await heifLike()],
  judge: openWhole,
};

/** GIF, BMP, TIFF and AVIF, which some dialects take. */
export const convertible: FuzzTarget = {
  name: 'GIF, BMP, TIFF, AVIF',
  deadlineMs: 10_000,
  shortRuns: 250,
  isPure: false,
  dictionary: words(
    '\x21\xf9\x04',
    '\x2c\0\0',
    'av1C',
    'ispe',
    'iloc',
    'grid',
    '\x01\x11\x04\0',
    '\x01\x53\x03\0',
    'II+\0',
  ),
  seeds: convertiblePictures,
  async judge(bytes) {
    const normalised = await normaliseImage(bytes);
    if (!normalised.ok) return declared(normalised.failure.code);
    const opened = await openImage(normalised.value.bytes);
    if (!opened.ok) throw new UndeclaredAnswerError(`what was made of it is refused: ${opened.failure.code}`);
    return 'ok';
  },
};
