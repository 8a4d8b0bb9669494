import { expect, test } from 'vitest';
import { sniffImageFormat } from '#engine/decode/sniff.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));

const ftyp = (major: string, ...compatible: string[]): Uint8Array =>
  bytes([0, 0, 0, 16 + 4 * compatible.length], 'ftyp', major, [0, 0, 0, 0], ...compatible);

test.each([
  ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0])],
  ['png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
  ['webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
  ['heif', ftyp('heic', 'mif1', 'heic')],
  ['heif', ftyp('mif1', 'heic')],
])('%s is told by its magic bytes', (format, file) => {
  expect(sniffImageFormat(file)).toBe(format);
});

test.each([
  ['nothing', bytes('')],
  ['one byte', bytes([0xff])],
  ['text', bytes('this is not a picture')],
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['PDF', bytes('%PDF-1.7')],
  ['GIF', bytes('GIF89a')],
  ['AVIF', ftyp('avif', 'mif1')],
  ['AVIF under a general brand', ftyp('mif1', 'avif', 'heic')],
  ['a cut ftyp box', bytes([0, 0, 0, 32], 'ftyphe')],
  ['RIFF that is not WebP', bytes('RIFF', [1, 2, 3, 4], 'WAVE')],
])('%s is not accepted', (_, file) => {
  expect(sniffImageFormat(file)).toBeNull();
});
