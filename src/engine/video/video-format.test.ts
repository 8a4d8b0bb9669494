import { expect, test } from 'vitest';
import { sniffVideoFormat } from '#engine/video/video-format.js';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));

const packets = (packetBytes: number, from: number): Uint8Array => {
  const stream = new Uint8Array(packetBytes * 4);
  for (let packet = 0; packet < 4; packet++) stream[from + packet * packetBytes] = 0x47;
  return stream;
};

test.each([
  ['mov', 'MP4', bytes([0, 0, 0, 24], 'ftypisom')],
  ['mov', 'QuickTime', bytes([0, 0, 0, 20], 'ftypqt  ')],
  ['mov', '3GP', bytes([0, 0, 0, 20], 'ftyp3gp4')],
  ['mov', 'an older QuickTime', bytes([0, 0, 0, 8], 'wide', [0, 0, 9, 9], 'mdat')],
  ['matroska', 'WebM', bytes([0x1a, 0x45, 0xdf, 0xa3])],
  ['avi', 'AVI', bytes('RIFF', [1, 2, 3, 4], 'AVI LIST')],
  ['mpeg', 'a program stream', bytes([0, 0, 1, 0xba])],
  ['mpegts', 'a transport stream', packets(188, 0)],
  ['mpegts', 'AVCHD', packets(192, 4)],
  ['ogg', 'Ogg', bytes('OggS')],
])('%s: %s is told by its magic bytes', (format, _, file) => {
  expect(sniffVideoFormat(file)).toBe(format);
});

test.each([
  ['nothing', bytes('')],
  ['a zip file', bytes('PK', [3, 4])],
  ['HEIC', bytes([0, 0, 0, 24], 'ftypheic')],
  ['AVIF', bytes([0, 0, 0, 24], 'ftypavif')],
  ['sound alone', bytes([0, 0, 0, 24], 'ftypM4A ')],
  ['WebP', bytes('RIFF', [1, 2, 3, 4], 'WEBP')],
  ['a playlist', bytes('#EXTM3U\n')],
  ['a list of files', bytes("ffconcat version 1.0\nfile '/etc/passwd'")],
  ['one G', bytes('G')],
])('%s is not accepted', (_, file) => {
  expect(sniffVideoFormat(file)).toBeNull();
});
