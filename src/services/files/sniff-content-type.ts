import type { FileContentType } from '#domain/file.js';
import { sniffImageFormat, type ImageFormat } from '#engine/decode/sniff.js';
import { sniffVideoFormat, type VideoFormat } from '#engine/video/video-format.js';

const pictures = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heif: 'image/heic',
} as const satisfies Record<ImageFormat, FileContentType>;

const videos: Partial<Record<VideoFormat, FileContentType>> = {
  mov: 'video/mp4',
  matroska: 'video/webm',
  avi: 'video/x-msvideo',
};

/** What a file is stored as, by its first bytes alone. */
export function sniffContentType(bytes: Uint8Array): FileContentType {
  const picture = sniffImageFormat(bytes);
  if (picture !== null) return pictures[picture];
  const video = sniffVideoFormat(bytes);
  return (video === null ? undefined : videos[video]) ?? 'application/octet-stream';
}
