import { z } from 'zod';

/** At most so many bytes of JSON. */
export const metadataLimitBytes = 16 * 1024;

/** Anything that the caller wants to carry along. */
export const metadataSchema = z
  .record(z.string(), z.unknown())
  .refine((metadata) => Buffer.byteLength(JSON.stringify(metadata), 'utf8') <= metadataLimitBytes, {
    message: `must be at most ${metadataLimitBytes} bytes of JSON`,
  });
export type Metadata = z.infer<typeof metadataSchema>;

export const userIdentifierSchema = z.string().min(1).max(256);

/** Whose verification it is, in the caller's words. Personal: sealed like the result, and erased with it. */
export const verificationContextSchema = z.object({
  userIdentifier: userIdentifierSchema.nullable(),
  userEmail: z.string().max(320).nullable(),
  userPhone: z.string().max(64).nullable(),
  metadata: metadataSchema.nullable(),
});
export type VerificationContext = z.infer<typeof verificationContextSchema>;

export const emptyContext: VerificationContext = {
  userIdentifier: null,
  userEmail: null,
  userPhone: null,
  metadata: null,
};
