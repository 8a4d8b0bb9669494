import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';

/** 4×2: the left half red, the right half blue. */
const redBlue = Buffer.from(Array.from({ length: 8 }, (_, i) => (i % 4 < 2 ? [255, 0, 0] : [0, 0, 255])).flat());
const picture = () => sharp(redBlue, { raw: { width: 4, height: 2, channels: 3 } });

async function open(bytes: Uint8Array) {
  const opened = await openImage(bytes);
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

const failure = async (bytes: Uint8Array) => {
  const opened = await openImage(bytes);
  return opened.ok ? null : opened.failure;
};

test('a PNG gives its pixels', async () => {
  const source = await open(await picture().png().toBuffer());
  const full = await source.full();
  expect({ format: source.format, width: source.width, height: source.height }).toEqual({
    format: 'png',
    width: 4,
    height: 2,
  });
  expect(Buffer.from(full.data)).toEqual(redBlue);
});

test('the EXIF orientation is applied before any size is told', async () => {
  // Orientation 6: the camera was turned; the picture has to be turned 90° clockwise.
  const source = await open(
    await picture().jpeg({ chromaSubsampling: '4:4:4', quality: 100 }).withMetadata({ orientation: 6 }).toBuffer(),
  );
  const full = await source.full();
  expect([source.width, source.height, full.width, full.height]).toEqual([2, 4, 2, 4]);
  const [topRed, bottomBlue] = [full.data[0]!, full.data[full.data.length - 1]!];
  expect(topRed > 200 && bottomBlue > 200).toBe(true);
});

test('a resized copy keeps the aspect and is never enlarged', async () => {
  const source = await open(
    await sharp({ create: { width: 200, height: 100, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer(),
  );
  const small = await source.resized(50);
  const large = await source.resized(5000);
  expect([small.width, small.height, large.width, large.height]).toEqual([50, 25, 200, 100]);
});

test('copies made from the whole picture in memory are those made from the file', async () => {
  const pixels = Uint8Array.from({ length: 300 * 200 * 3 }, (_, i) => (i * i * 7 + i * 31) % 251);
  const bytes = await sharp(pixels, { raw: { width: 300, height: 200, channels: 3 } })
    .jpeg()
    .toBuffer();
  const opened = await openImage(bytes, 200);
  if (!opened.ok) throw new Error(opened.failure.code);
  const direct = await sharp(bytes).resize(160).raw().toBuffer();
  expect(Buffer.compare(Buffer.from((await opened.value.resized(160)).data), direct)).toBe(0);
});

test('16 bit, grey, palette and transparent pictures become 8-bit RGB, transparency on white', async () => {
  const transparent = await sharp({
    create: { width: 2, height: 1, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  })
    .png()
    .toBuffer();
  const grey16 = await picture().toColourspace('grey16').png().toBuffer();
  const palette = await picture().png({ palette: true }).toBuffer();
  expect([...(await (await open(transparent)).full()).data]).toEqual([255, 255, 255, 255, 255, 255]);
  expect((await (await open(grey16)).full()).data.length).toBe(24);
  expect((await (await open(palette)).full()).data.length).toBe(24);
});

test.each([
  ['no bytes', () => new Uint8Array(), 'image-empty'],
  ['text', () => Buffer.from('not a picture'), 'image-type-unsupported'],
  [
    'SVG',
    () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    'image-type-unsupported',
  ],
  ['a bare magic number', () => Buffer.from([0xff, 0xd8, 0xff]), 'image-undecodable'],
  [
    'over 15 MB',
    () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(15 * 1024 * 1024)]),
    'image-too-large',
  ],
])('%s is refused', async (_, bytes, code) => {
  expect(await failure(bytes())).toEqual({ code });
});

test('a truncated JPEG is refused, not half read', async () => {
  const noise = Buffer.from(Array.from({ length: 300 * 300 * 3 }, (_, i) => (i * 7919) % 256));
  const whole = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } })
    .jpeg()
    .toBuffer();
  expect(await failure(whole.subarray(0, whole.length / 2))).toEqual({ code: 'image-undecodable' });
});

/** A valid one-bit PNG of any size: rows of zeros behind a real header. */
function onePixelBitPng(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type, 'latin1'), body]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(body.length, 0);
    frame.writeUInt32BE(crc32(typed), 4);
    return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const rows = deflateSync(Buffer.alloc((1 + Math.ceil(width / 8)) * height));
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

test.each([
  [20_000, 20_000],
  [12_001, 10],
  [8_000, 8_000],
])('a small file that claims %i × %i pixels is refused', async (width, height) => {
  expect(await failure(onePixelBitPng(width, height))).toEqual({ code: 'image-dimensions-exceeded' });
});

test('the longest accepted side is accepted', async () => {
  expect(await failure(onePixelBitPng(12_000, 10))).toBeNull();
});
