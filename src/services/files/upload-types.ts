import type { FileContentType } from '#domain/file.js';
import { imageLimits } from '#engine/decode/image-limits.js';
import { videoLimits } from '#engine/video/video-limits.js';
import { contentTypeOf } from '#services/files/content-type-of.js';

/** What may be uploaded, and how many bytes of it. */
const uploadLimits: Partial<Record<FileContentType, number>> = {
  'image/jpeg': imageLimits.sizeBytes,
  'image/png': imageLimits.sizeBytes,
  'image/webp': imageLimits.sizeBytes,
  'image/heic': imageLimits.sizeBytes,
  'image/heif': imageLimits.sizeBytes,
  'video/mp4': videoLimits.sizeBytes,
  'video/quicktime': videoLimits.sizeBytes,
  'video/webm': videoLimits.sizeBytes,
};

/** Null: files of this type are not taken. */
export const uploadLimitBytes = (contentType: FileContentType): number | null => uploadLimits[contentType] ?? null;

/** Whether a file that begins so is of the type; the bytes do not tell HEIC from HEIF. */
export function isOfType(head: Uint8Array, contentType: FileContentType): boolean {
  return contentTypeOf(head) === (contentType === 'image/heif' ? 'image/heic' : contentType);
}
