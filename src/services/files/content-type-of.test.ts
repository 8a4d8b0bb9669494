import { expect, test } from 'vitest';
import { contentTypeOf } from '#services/files/content-type-of.js';

const ftyp = (brand: string): Buffer =>
  Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from(`ftyp${brand}....${brand}mp41`)]);
const ebml = (type: string): Buffer =>
  Buffer.concat([Buffer.of(0x1a, 0x45, 0xdf, 0xa3), Buffer.from(`....B\u0082${type}`)]);

test.each([
  [Buffer.of(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
  [Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), 'image/png'],
  [Buffer.from('RIFF....WEBPVP8 '), 'image/webp'],
  [ftyp('heic'), 'image/heic'],
  [ftyp('avif'), 'image/avif'],
  [Buffer.from('GIF89a'), 'image/gif'],
  [Buffer.from('II*\0'), 'image/tiff'],
  [ftyp('isom'), 'video/mp4'],
  [ftyp('qt  '), 'video/quicktime'],
  [Buffer.from('....moov'), 'video/quicktime'],
  [ebml('webm'), 'video/webm'],
  [ebml('matroska'), 'video/x-matroska'],
  [Buffer.from('RIFF....AVI '), 'video/x-msvideo'],
  [Buffer.from('OggS'), 'application/octet-stream'],
  [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg">'), 'application/octet-stream'],
  [Buffer.from('%PDF-1.7'), 'application/octet-stream'],
  [Buffer.alloc(0), 'application/octet-stream'],
])('bytes %# are told', (bytes, contentType) => {
  expect(contentTypeOf(bytes)).toBe(contentType);
});
