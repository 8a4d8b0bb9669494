import { expect, test } from 'vitest';
import { sniffConvertibleFormat } from '#engine/decode/convertible-format.js';
import { sniffImageFormat } from '#engine/decode/sniff.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));

const ftyp = (major: string, ...compatible: string[]): Uint8Array =>
  bytes([0, 0, 0, 16 + 4 * compatible.length], 'ftyp', major, [0, 0, 0, 0], ...compatible);

const bitmap = (headerBytes: number): Uint8Array =>
  bytes('BM', [0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, headerBytes, 0, 0, 0]);

test.each([
  ['gif', bytes('GIF87a')],
  ['gif', bytes('GIF89a')],
  ['tiff', bytes('II*', [0])],
  ['tiff', bytes('MM', [0], '*')],
  ['tiff', bytes('II+', [0])],
  ['avif', ftyp('avif', 'mif1')],
  ['avif', ftyp('mif1', 'avif', 'heic')],
  ['bmp', bitmap(40)],
  ['bmp', bitmap(12)],
])('%s is told by its magic bytes, and is no standard format', (format, file) => {
  expect(sniffConvertibleFormat(file)).toBe(format);
  expect(sniffImageFormat(file)).toBeNull();
});

test.each([
  ['nothing', bytes('')],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['PDF', bytes('%PDF-1.7')],
  ['JPEG', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['HEIC', ftyp('heic', 'mif1', 'heic')],
  ['text that begins with BM', bytes('BM is no picture at all, only text')],
  ['a cut BMP', bytes('BM', [0, 0, 0])],
])('%s is not one of them', (_, file) => {
  expect(sniffConvertibleFormat(file)).toBeNull();
});
