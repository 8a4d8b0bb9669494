import { z } from 'zod';
import { modeSchema } from '#domain/access.js';

/**
 * Why a file is kept, and so for how long: `media` of verifications and sessions (as the application is set, 7 days
 * otherwise), an `upload` by a caller (24 hours), an `enrolment` picture (as long as its template), a `part` of an open
 * session: of a picture that a page is sending (15 minutes after the last one), and pictures where no media are kept (until it ends).
 */
export const fileClasses = ['media', 'upload', 'enrolment', 'part'] as const;
export const fileClassSchema = z.enum(fileClasses);
export type FileClass = (typeof fileClasses)[number];

/** What a file shows, or was to the call that it came with. */
export const fileRoles = [
  'document-front',
  'document-back',
  'document-video',
  'portrait',
  'selfie',
  'selfie-video',
  'photo',
  'first-photo',
  'second-photo',
  'enrolment-photo',
  'upload',
] as const;
export const fileRoleSchema = z.enum(fileRoles);
export type FileRole = (typeof fileRoles)[number];

/** Media types that are stored, and how their files end. None of them can carry a program that a browser would run. */
export const fileExtensions = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/gif': 'gif',
  'image/bmp': 'bmp',
  'image/tiff': 'tiff',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
  'video/3gpp': '3gp',
  'video/x-msvideo': 'avi',
  /** Whatever a dialect that takes any video was given. */
  'application/octet-stream': 'bin',
} as const;
export type FileContentType = keyof typeof fileExtensions;
export const fileContentTypeSchema = z.enum(Object.keys(fileExtensions) as [FileContentType, ...FileContentType[]]); // Object.keys loses the key type

/** A file, without its bytes. */
export const storedFileSchema = z.object({
  /** UUID. */
  id: z.string(),
  applicationId: z.string(),
  mode: modeSchema,
  class: fileClassSchema,
  role: fileRoleSchema,
  contentType: fileContentTypeSchema,
  sizeBytes: z.number().int().min(0),
  createdAtEpochMs: z.number(),
  /** From then on it counts as gone; null: as long as what it belongs to. */
  expiresAtEpochMs: z.number().nullable(),
  verificationId: z.string().nullable(),
  sessionId: z.string().nullable(),
  templateId: z.string().nullable(),
  /** As a caller is told it; null: made of role and id. */
  name: z.string().nullable(),
});
export type StoredFile = Readonly<z.infer<typeof storedFileSchema>>;
