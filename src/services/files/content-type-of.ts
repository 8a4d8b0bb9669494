import type { FileContentType } from '#domain/file.js';
import { sniffConvertibleFormat, type ConvertibleFormat } from '#engine/decode/convertible-format.js';
import { sniffImageFormat, type ImageFormat } from '#engine/decode/sniff.js';
import { sniffVideoFormat, type VideoFormat } from '#engine/video/video-format.js';

/** Enough of a file for every magic number, and for the brands that tell one ISO media file from another. */
export const headBytes = 512;

const pictureTypes: Readonly<Record<ImageFormat | ConvertibleFormat, FileContentType>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heif: 'image/heic',
  gif: 'image/gif',
  bmp: 'image/bmp',
  tiff: 'image/tiff',
  avif: 'image/avif',
};

const text = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Containers that have a media type here, told more closely than a demuxer has to. */
const videoTypes: Readonly<Partial<Record<VideoFormat, (head: Uint8Array) => FileContentType>>> = {
  // Apple's own brand, or none at all (QuickTime File Format); every other brand is ISO/IEC 14496-12's.
  mov: (head) => (text(head, 4, 8) !== 'ftyp' || text(head, 8, 12) === 'qt  ' ? 'video/quicktime' : 'video/mp4'),
  // The document type stands among the first elements of an EBML header (RFC 8794).
  matroska: (head) => (text(head, 4, 64).includes('webm') ? 'video/webm' : 'video/x-matroska'),
  avi: () => 'video/x-msvideo',
};

/** What a file is, by its first bytes alone. */
export function contentTypeOf(bytes: Uint8Array): FileContentType {
  const head = bytes.subarray(0, headBytes);
  const picture = sniffImageFormat(head) ?? sniffConvertibleFormat(head);
  if (picture !== null) return pictureTypes[picture];
  const video = sniffVideoFormat(head);
  return (video !== null && videoTypes[video]?.(head)) || 'application/octet-stream';
}
