import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { imageLimits } from '#engine/decode/image-limits.js';
import { openImage } from '#engine/decode/image-source.js';
import { normaliseImage } from '#engine/decode/normalise-image.js';
import { missing, testData } from '../../../test/support/test-data.js';
import { wholeTest } from '../../../test/support/test-form.js';

/** 4×2: the left half red, the right half blue. */
const redBlue = Buffer.from(Array.from({ length: 8 }, (_, i) => (i % 4 < 2 ? [255, 0, 0] : [0, 0, 255])).flat());
const picture = () => sharp(redBlue, { raw: { width: 4, height: 2, channels: 3 } });

/** 24 bits, from the top. */
function bmp(width: number, height: number, rgb: Buffer): Buffer {
  const rowBytes = 4 * Math.ceil((3 * width) / 4);
  const file = Buffer.alloc(54 + rowBytes * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(-height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [from, to] = [3 * (y * width + x), 54 + rowBytes * y + 3 * x];
      file.set([rgb[from + 2]!, rgb[from + 1]!, rgb[from]!], to);
    }
  }
  return file;
}

async function pixelsOf(bytes: Uint8Array) {
  const opened = await openImage(bytes);
  if (!opened.ok) throw new Error(opened.failure.code);
  const { width, height, data } = await opened.value.full();
  return { width, height, data: Buffer.from(data) };
}

test.each([
  ['gif', () => picture().gif().toBuffer()],
  ['tiff', () => picture().tiff({ compression: 'lzw' }).toBuffer()],
  ['avif', () => picture().avif({ lossless: true, chromaSubsampling: '4:4:4' }).toBuffer()],
  ['bmp', async () => bmp(4, 2, redBlue)],
])('a %s becomes a PNG with its pixels; openImage refuses the original', async (originalFormat, make) => {
  const bytes = await make();
  expect(await openImage(bytes)).toEqual({ ok: false, failure: { code: 'image-type-unsupported' } });
  const normalised = await normaliseImage(bytes);
  if (!normalised.ok) throw new Error(normalised.failure.code);
  expect({ ...normalised.value, bytes: null }).toEqual({ bytes: null, format: 'png', originalFormat });
  expect(await pixelsOf(normalised.value.bytes)).toEqual({ width: 4, height: 2, data: redBlue });
});

test('standard formats pass through untouched', async () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const bytes = await picture()[format]().toBuffer();
    const normalised = await normaliseImage(bytes);
    expect(normalised).toEqual({ ok: true, value: { bytes, format, originalFormat: format } });
    expect(normalised.ok && normalised.value.bytes).toBe(bytes);
  }
});

test('the first frame of an animation, and the first page of several', async () => {
  const frames = await Promise.all(
    ['red', 'blue'].map((background) =>
      sharp({ create: { width: 2, height: 2, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const animation = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
  const pages = await sharp(frames, { join: { animated: true } })
    .tiff({ compression: 'lzw' })
    .toBuffer();
  for (const bytes of [animation, pages]) {
    const normalised = await normaliseImage(bytes);
    if (!normalised.ok) throw new Error(normalised.failure.code);
    const red = Buffer.from([255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0]);
    expect(await pixelsOf(normalised.value.bytes)).toEqual({ width: 2, height: 2, data: red });
  }
});

test('the orientation of a TIFF is applied', async () => {
  const normalised = await normaliseImage(
    await picture().withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer(),
  );
  if (!normalised.ok) throw new Error(normalised.failure.code);
  const { width, height, data } = await pixelsOf(normalised.value.bytes);
  expect([width, height, ...data.subarray(0, 3), ...data.subarray(-3)]).toEqual([2, 4, 255, 0, 0, 0, 0, 255]);
});

wholeTest('a large picture of noise becomes a JPEG within the limit of a file', async () => {
  const noise = Buffer.alloc(3000 * 2000 * 3);
  for (let i = 0; i < noise.length; i++) noise[i] = (i * 2654435761) >>> (i % 24);
  const tiff = await sharp(noise, { raw: { width: 3000, height: 2000, channels: 3 } })
    .avif({ quality: 50, effort: 0 })
    .toBuffer();
  const normalised = await normaliseImage(tiff);
  if (!normalised.ok) throw new Error(normalised.failure.code);
  expect(normalised.value.format).toBe('jpeg');
  expect(normalised.value.bytes.length).toBeLessThanOrEqual(imageLimits.sizeBytes);
});

/** A GIF whose screen and only frame claim a size that a few bytes do not fill. */
function claimingGif(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  return Buffer.concat([
    Buffer.from('GIF89a', 'latin1'),
    size,
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0]),
    size,
    Buffer.from([0, 2, 2, 0x4c, 1, 0, 0x3b]),
  ]);
}

test.each([
  ['no bytes', async () => Buffer.alloc(0), 'image-empty'],
  ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image-type-unsupported'],
  ['PDF', async () => Buffer.from('%PDF-1.7'), 'image-type-unsupported'],
  ['a GIF over 15 MB', async () => Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(15 << 20)]), 'image-too-large'],
  ['a GIF that claims 400 megapixels', async () => claimingGif(20_000, 20_000), 'image-dimensions-exceeded'],
  ['a BMP with a long side', async () => bmp(12_001, 1, Buffer.alloc(3 * 12_001)), 'image-dimensions-exceeded'],
  ['the first bytes of a TIFF', async () => Buffer.from('II*\0\0\0\0\0', 'latin1'), 'image-undecodable'],
  [
    'half a TIFF',
    async () => {
      const noise = Buffer.from(Array.from({ length: 90_000 }, (_, i) => (i * 7919) % 251));
      const whole = await sharp(noise, { raw: { width: 200, height: 150, channels: 3 } })
        .tiff({ compression: 'lzw' })
        .toBuffer();
      return whole.subarray(0, whole.length / 2);
    },
    'image-undecodable',
  ],
  [
    'half an AVIF',
    async () => {
      const whole = await picture().resize(300, 300).avif().toBuffer();
      return whole.subarray(0, whole.length / 2);
    },
    'image-undecodable',
  ],
])('%s is refused', async (_, make, code) => {
  expect(await normaliseImage(await make())).toEqual({ ok: false, failure: { code } });
});

test.skipIf(missing('data/hostile'))('real files of each kind', async () => {
  const outcomes: Record<string, string> = {};
  for (const file of [
    'sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif',
    'pitm.avif',
    'rotating-squares.gif',
    'grey-plus-alpha.gif',
    'Crash_test.gif',
    'G31D_MULTI.TIF',
    'uncompressed_tiff.tiff',
  ]) {
    const normalised = await normaliseImage(readFileSync(testData('data/hostile/sharp', file)));
    outcomes[file] = normalised.ok ? normalised.value.format : normalised.failure.code;
  }
  expect(outcomes).toEqual({
    'sdr_cosmos12920_cicp1-13-6_yuv444_full_qp10.avif': 'png',
    'pitm.avif': 'png',
    'rotating-squares.gif': 'png',
    'grey-plus-alpha.gif': 'png',
    'Crash_test.gif': 'png',
    'G31D_MULTI.TIF': 'jpeg',
    'uncompressed_tiff.tiff': 'png',
  });
});
