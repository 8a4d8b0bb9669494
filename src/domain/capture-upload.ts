import { z } from 'zod';

/** The page sends a picture in parts of this size, the last one shorter. */
export const uploadPartBytes = 1_048_576;

/** A picture that the page of a session sends, before a step of the session uses it. Its parts are files of their own. */
export const captureUploadSchema = z.object({
  /** UUID. */
  id: z.string(),
  sizeBytes: z.number().int().min(1),
  /** Of the whole, in hex, as the page says. */
  sha256: z.string(),
  createdAtEpochMs: z.number(),
  /** The work that it was used for: an upload is used once. Null: none yet. */
  workId: z.string().nullable(),
});
export type CaptureUpload = Readonly<z.infer<typeof captureUploadSchema>>;
