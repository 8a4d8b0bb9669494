import type { FileContentType } from '#domain/file.js';
import { sniffImageFormat, type ImageFormat } from '#engine/decode/sniff.js';

/** 15 MB a photo and 50 MB a video (1 MB = 1,048,576 bytes): the contract's limits. */
export const uploadLimits = { pictureBytes: 15 * 1024 * 1024, videoBytes: 50 * 1024 * 1024 } as const;

interface UploadType {
  readonly limitBytes: number;
  /** Whether the first bytes of a file (`headBytes` of them, or all) are of this type. */
  readonly isSeenIn: (head: Uint8Array) => boolean;
}

/** Enough for every magic number, and for the brands that tell one ISO media file from another. */
export const headBytes = 512;

const picture = (format: ImageFormat): UploadType => ({
  limitBytes: uploadLimits.pictureBytes,
  isSeenIn: (head) => sniffImageFormat(head) === format,
});
const video = (isSeenIn: UploadType['isSeenIn']): UploadType => ({ limitBytes: uploadLimits.videoBytes, isSeenIn });

/** What may be uploaded. */
const uploadTypes: Partial<Record<FileContentType, UploadType>> = {
  'image/jpeg': picture('jpeg'),
  'image/png': picture('png'),
  'image/webp': picture('webp'),
  'image/heic': picture('heif'),
  'image/heif': picture('heif'),
  'video/mp4': video((head) => isIsoMedia(head) && brandOf(head) !== quickTimeBrand),
  'video/quicktime': video((head) => isIsoMedia(head) && brandOf(head) === quickTimeBrand),
  'video/webm': video(isWebm),
};

/** Null: files of this type are not taken. */
export const uploadTypeOf = (contentType: FileContentType): UploadType | null => uploadTypes[contentType] ?? null;

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1');

/** Apple's QuickTime file format; every other brand of a video is ISO/IEC 14496-12's. */
const quickTimeBrand = 'qt  ';
const brandOf = (head: Uint8Array): string => ascii(head, 8, 12);

/** Brands of still pictures in the same container. */
const pictureBrands = /^(hei[cxms]|hev[cxms]|mif[12]|msf1|avi[fs])$/;
const isIsoMedia = (head: Uint8Array): boolean => ascii(head, 4, 8) === 'ftyp' && !pictureBrands.test(brandOf(head));

/** EBML (RFC 8794) whose document type is WebM; it stands among the first elements. */
const ebml = Buffer.of(0x1a, 0x45, 0xdf, 0xa3);
function isWebm(head: Uint8Array): boolean {
  return ebml.equals(head.subarray(0, 4)) && ascii(head, 4, 64).includes('webm');
}
