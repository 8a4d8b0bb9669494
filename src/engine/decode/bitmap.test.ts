import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBitmap } from '#engine/decode/bitmap.js';

interface Parts {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly headerBytes?: number;
  readonly compression?: number;
  /** Behind the header: masks, then the palette. */
  readonly tables?: readonly number[];
  readonly rows: readonly number[];
  readonly colours?: number;
}

/** A BMP file, byte by byte. */
function bitmap({ width, height, bits, headerBytes = 40, compression = 0, tables = [], rows, colours = 0 }: Parts) {
  const header = Buffer.alloc(14 + headerBytes);
  header.write('BM', 'latin1');
  header.writeUInt32LE(header.length + tables.length, 10);
  header.writeUInt32LE(headerBytes, 14);
  if (headerBytes === 12) {
    header.writeUInt16LE(width, 18);
    header.writeUInt16LE(height, 20);
    header.writeUInt16LE(1, 22);
    header.writeUInt16LE(bits, 24);
  } else {
    header.writeInt32LE(width, 18);
    header.writeInt32LE(height, 22);
    header.writeUInt16LE(1, 26);
    header.writeUInt16LE(bits, 28);
    header.writeUInt32LE(compression, 30);
    header.writeUInt32LE(colours, 46);
  }
  return Buffer.concat([header, Buffer.from([...tables]), Buffer.from([...rows])]);
}

const masks = (...values: number[]): number[] =>
  values.flatMap((value) => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24]);

const any = (): boolean => true;
const pixelsOf = (file: Uint8Array) => {
  const decoded = decodeBitmap(file, any);
  return decoded.ok ? [...decoded.value.data] : decoded.failure.code;
};

const [black, white] = [
  [0, 0, 0],
  [255, 255, 255],
];
const blackAndWhite = [0, 0, 0, 0, 255, 255, 255, 0];
const [red, green, blue] = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
];

test('1, 4 and 8 bits: rows from the bottom, each filled to four bytes', () => {
  const one = { width: 2, height: 2, bits: 1, tables: blackAndWhite, rows: [0b01000000, 0, 0, 0, 0b10000000, 0, 0, 0] };
  expect(pixelsOf(bitmap(one))).toEqual([white, black, black, white].flat());
  const four = { ...one, bits: 4, colours: 2, width: 3, height: 1, rows: [0x01, 0x10, 0, 0] };
  expect(pixelsOf(bitmap(four))).toEqual([black, white, white].flat());
  const eight = { ...one, bits: 8, colours: 2, width: 3, height: 1, rows: [1, 0, 1, 0] };
  expect(pixelsOf(bitmap(eight))).toEqual([white, black, white].flat());
});

test('24 bits, from the top where the height is negative', () => {
  const rows = [0, 0, 255, 0, 255, 0, 9, 9, 255, 0, 0, 0, 0, 0, 9, 9];
  expect(pixelsOf(bitmap({ width: 2, height: 2, bits: 24, rows }))).toEqual([blue, black, red, green].flat());
  expect(pixelsOf(bitmap({ width: 2, height: -2, bits: 24, rows }))).toEqual([red, green, blue, black].flat());
});

test('the header of OS/2, whose palette has three bytes a colour', () => {
  const tables = [0, 0, 0, 0, 0, 255];
  const file = bitmap({ width: 2, height: 1, bits: 1, headerBytes: 12, tables, rows: [0b01000000, 0, 0, 0] });
  expect(pixelsOf(file)).toEqual([black, red].flat());
});

test('16 and 32 bits, with and without masks', () => {
  expect(pixelsOf(bitmap({ width: 2, height: 1, bits: 16, rows: [0x00, 0x7c, 0xe0, 0x03] }))).toEqual(
    [red, green].flat(),
  );
  const sixBits = { width: 2, height: 1, bits: 16, compression: 3, tables: masks(0xf800, 0x07e0, 0x001f) };
  expect(pixelsOf(bitmap({ ...sixBits, rows: [0xe0, 0x07, 0x1f, 0x00] }))).toEqual([green, blue].flat());
  expect(pixelsOf(bitmap({ width: 1, height: 1, bits: 32, rows: [1, 2, 3, 0] }))).toEqual([3, 2, 1]);
  const swapped = { width: 1, height: 1, bits: 32, compression: 3, tables: masks(0xff, 0xff00, 0xff0000) };
  expect(pixelsOf(bitmap({ ...swapped, rows: [1, 2, 3, 0] }))).toEqual([1, 2, 3]);
});

test('transparent pixels lie on white; an alpha channel of zeros alone is none', () => {
  const tables = masks(0xff0000, 0xff00, 0xff, 0xff000000);
  const withAlpha = { width: 2, height: 1, bits: 32, compression: 6, tables };
  expect(pixelsOf(bitmap({ ...withAlpha, rows: [0, 0, 0, 0, 0, 0, 0, 255] }))).toEqual([white, black].flat());
  expect(pixelsOf(bitmap({ ...withAlpha, rows: [0, 0, 255, 0, 0, 0, 0, 0] }))).toEqual([red, black].flat());
});

test.each([
  ['run-length encoding', { width: 1, height: 1, bits: 8, compression: 1, tables: blackAndWhite, rows: [0, 0, 0, 0] }],
  ['a JPEG inside', { width: 1, height: 1, bits: 24, compression: 4, rows: [0, 0, 0, 0] }],
  ['a missing row', { width: 1, height: 2, bits: 24, rows: [0, 0, 0, 0] }],
  [
    'a colour that is not in the palette',
    { width: 1, height: 1, bits: 8, colours: 2, tables: blackAndWhite, rows: [2, 0, 0, 0] },
  ],
  ['a palette that is cut', { width: 1, height: 1, bits: 8, tables: blackAndWhite, rows: [0, 0, 0, 0] }],
  ['2 bits a pixel', { width: 1, height: 1, bits: 2, tables: blackAndWhite, rows: [0, 0, 0, 0] }],
  ['no width', { width: 0, height: 1, bits: 24, rows: [] }],
  ['a negative width', { width: -1, height: 1, bits: 24, rows: [0, 0, 0, 0] }],
  [
    'masks that overlap',
    { width: 1, height: 1, bits: 32, compression: 3, tables: masks(255, 255, 255), rows: [0, 0, 0, 0] },
  ],
  [
    'a mask with a gap',
    { width: 1, height: 1, bits: 32, compression: 3, tables: masks(0x5, 0xff00, 0xff0000), rows: [0, 0, 0, 0] },
  ],
  [
    'masks beyond the pixel',
    { width: 1, height: 1, bits: 16, compression: 3, tables: masks(0xff0000, 0xff00, 0xff), rows: [0, 0, 0, 0] },
  ],
])('%s is refused', (_, parts) => {
  expect(pixelsOf(bitmap(parts))).toBe('image-undecodable');
});

test('a size over the limits is named before anything is decoded', () => {
  const huge = bitmap({ width: 2 ** 31 - 1, height: 2 ** 31 - 1, bits: 1, tables: blackAndWhite, rows: [] });
  expect(decodeBitmap(huge, () => false)).toEqual({ ok: false, failure: { code: 'image-dimensions-exceeded' } });
});

test('any bytes give a picture of the declared size or a failure', () => {
  const valid = bitmap({
    width: 3,
    height: 2,
    bits: 4,
    colours: 2,
    tables: blackAndWhite,
    rows: [0, 0, 0, 0, 0, 0, 0, 0],
  });
  const mutations = fc.array(fc.tuple(fc.nat(valid.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
  fc.assert(
    fc.property(mutations, fc.nat(valid.length), (changes, length) => {
      const file = Uint8Array.from(valid);
      for (const [at, value] of changes) file[at] = value;
      const decoded = decodeBitmap(file.subarray(0, length), (width, height) => width * height <= 10_000);
      if (!decoded.ok) return ['image-undecodable', 'image-dimensions-exceeded'].includes(decoded.failure.code);
      return decoded.value.data.length === 3 * decoded.value.width * decoded.value.height;
    }),
    { numRuns: 3000 },
  );
});
