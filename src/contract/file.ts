import { z } from 'zod';
import { timeSchema } from '#contract/time.js';
import { fileClassSchema, fileContentTypeSchema, fileRoleSchema } from '#domain/file.js';

export const fileResourceSchema = z.strictObject({
  id: z.uuid(),
  object: z.literal('file'),
  createdAt: timeSchema,
  livemode: z.boolean(),
  class: fileClassSchema,
  role: fileRoleSchema,
  contentType: fileContentTypeSchema,
  sizeBytes: z.int(),
  expiresAt: timeSchema.nullable().describe('From then on it is gone; null: as long as what it belongs to.'),
  verificationId: z.string().nullable(),
  sessionId: z.string().nullable(),
  templateId: z.string().nullable(),
  url: z.url().describe('Signed: whoever has it can fetch the file until `urlExpiresAt`.'),
  urlExpiresAt: timeSchema,
});

export const newUploadSchema = z.strictObject({
  contentType: z
    .string()
    .min(1)
    .max(100)
    .describe('`image/jpeg`, `image/png`, `image/webp`, `image/heic`, `video/mp4`, …'),
  sizeBytes: z.int().min(0).describe('Exactly; at most 15 MB for a picture and 50 MB for a video.'),
});

export const uploadResourceSchema = z.strictObject({
  object: z.literal('upload'),
  key: z.string().describe('Names the file in later calls, for 24 hours.'),
  url: z.url().describe('Where to send the bytes, once.'),
  method: z.literal('PUT'),
  headers: z.strictObject({ 'Content-Type': z.string() }).describe('To be sent with them as they are.'),
  expiresAt: timeSchema,
});

export const newErasureSchema = z.strictObject({
  userIdentifier: z.string().min(1).max(256).describe('Your name for the person, as your calls gave it.'),
});
